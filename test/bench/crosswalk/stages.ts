import type { FollowedMigration } from "../../../scripts/client/follow-migration.js";
import { coveredMs } from "../measure/spans.js";

type Stage = FollowedMigration["stages"][number];

/** How long at least one of these stages was under way, of all models, in milliseconds. */
export function stageMs({ stages }: Pick<FollowedMigration, "stages">, ...names: readonly Stage["name"][]): number {
  const over = stages.filter(({ name, finishedAt }) => names.includes(name) && finishedAt !== null);
  return coveredMs(over.map(({ startedAt, finishedAt }) => ({ from: at(startedAt), to: at(finishedAt) })));
}

/** The names of the stages that it went through, in their order. */
export function stageNames({ stages }: Pick<FollowedMigration, "stages">): readonly Stage["name"][] {
  return [...new Set(stages.map(({ name }) => name))];
}

function at(time: unknown): number {
  return Date.parse(String(time));
}
