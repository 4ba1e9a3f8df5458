import type { MigrationHeadQuery, MigrationResultQuery } from "../generated/graphql.js";

/** What every view of a migration knows of it. */
export type MigrationHead = NonNullable<MigrationHeadQuery["migration"]>;

/** What is known of a migration that has ended. */
export type MigrationResult = NonNullable<MigrationResultQuery["migration"]>;
