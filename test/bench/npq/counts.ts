import type { ExpectedModel, ExpectedOutcomes } from "../../../prisma/sample/npq/expected.js";
import type { FollowedMigration } from "../../../scripts/client/follow-migration.js";
import type { Counts } from "../measure/counts.js";

/** What a reconciliation found in one model, whoever reconciled. */
export interface ModelCounts {
  readonly matched: number;
  readonly orphanedLeft: number;
  readonly orphanedRight: number;
  readonly duplicates: number;
  readonly sameSide: number;
  readonly excluded: number;
}

export type NpqCounts = Readonly<Record<"users" | "applications", ModelCounts>>;

/** The names of the two models' counts, apart from each other. */
export function flatCounts({ users, applications }: NpqCounts): Counts {
  const of = (model: string, counts: ModelCounts) =>
    Object.entries(counts).map(([name, count]) => [`${model} ${name}`, count] as const);
  return Object.fromEntries([...of("users", users), ...of("applications", applications)]);
}

export function expectedCounts({ users, applications }: ExpectedOutcomes): Counts {
  return flatCounts({ users: outcomesOf(users), applications: outcomesOf(applications) });
}

function outcomesOf(model: ExpectedModel): ModelCounts {
  const { matched, orphanedLeft, orphanedRight, duplicates, sameSide, excluded } = model;
  return { matched, orphanedLeft, orphanedRight, duplicates, sameSide, excluded };
}

export function crosswalkCounts({ results }: FollowedMigration): Counts {
  const of = (name: string): ModelCounts => {
    const result = results.find(({ model }) => model === name);
    if (!result) throw new Error(`The migration has no result for ${name}.`);
    const { matched, orphanedLeft, orphanedRight, duplicates, sameSideClusters, excluded } = result;
    return { matched, orphanedLeft, orphanedRight, duplicates, sameSide: sameSideClusters, excluded };
  };
  return flatCounts({ users: of("users"), applications: of("applications") });
}
