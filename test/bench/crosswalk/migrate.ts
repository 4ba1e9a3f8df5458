import { type FollowedMigration, followMigration, startMigration } from "../../../scripts/client/follow-migration.js";
import type { StartMigrationInput } from "../../../scripts/client/graphql/graphql.js";
import type { Bench } from "../case.js";
import { withPostgresMemory } from "../memory/postgres-memory.js";
import { type Crosswalk, type CrosswalkOptions, startCrosswalk } from "./start.js";

export interface Run {
  /** from the request to start it until the event of its end has come: by then all is stored and reports are made */
  readonly ms: number;
  readonly migration: FollowedMigration;
}

export interface MeasuredRun extends Run {
  /** of the process that worked, with all it had before */
  readonly peakNode: number | null;
  readonly peakPostgres: number | null;
}

/** Runs one migration to its end; any other end than success is an error. */
export async function migrate({ client }: Crosswalk, input: StartMigrationInput): Promise<Run> {
  const began = performance.now();
  let over = 0;
  const id = await startMigration(client, input);
  const migration = await followMigration(client, id, ({ status }) => {
    if (status === "SUCCEEDED") over = performance.now();
  });
  if (migration.status !== "SUCCEEDED")
    throw new Error(`Migration ${id} of ${input.pipeline} ended as ${migration.status}: ${migration.error?.message}`);
  return { ms: over - began, migration };
}

/** The same in processes started for it alone, with the memory that it took. */
export async function migrateAfresh(
  bench: Bench,
  options: CrosswalkOptions,
  input: StartMigrationInput,
): Promise<MeasuredRun> {
  const crosswalk = await startCrosswalk(bench, options);
  try {
    const { answer, peak } = await withPostgresMemory(options.databaseUrl, () => migrate(crosswalk, input));
    return { ...answer, peakPostgres: peak, peakNode: await crosswalk.peakMemory() };
  } finally {
    await crosswalk.stop();
  }
}
