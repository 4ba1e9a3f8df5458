import type { FollowedMigration } from "../client/follow-migration.js";
import { count, duration, percent } from "./figures.js";
import { textTable } from "./text-table.js";
import { summariseUpsert } from "./upsert-summary.js";

/** What a migration came to, as lines for people. */
export function summariseMigration(migration: FollowedMigration): readonly string[] {
  const { id, pipeline, status, dryRun, durationMs, error } = migration;
  const took = durationMs === null ? "" : ` in ${duration(durationMs)}`;
  const lines = [`Migration ${id} of ${pipeline.name}${dryRun ? " (dry run)" : ""}: ${status}${took}`];
  if (error) lines.push(`${error.code}: ${error.message}`);
  if (pipeline.kind === "UPSERT") return [...lines, "", ...summariseUpsert(migration)];
  if (migration.results.length > 0) lines.push("", ...results(migration));
  if (migration.effects.length > 0) lines.push("", ...effects(migration));
  return lines;
}

function results({ results: models, pipeline }: FollowedMigration): readonly string[] {
  const share = (part: number, whole: number): string => `${count(part)} (${percent(part, whole)})`;
  return textTable([
    [
      "",
      "total",
      "matched",
      `orphans ${pipeline.left}`,
      `orphans ${pipeline.right}`,
      "duplicates",
      "excluded",
      "rejected",
    ],
    ...models.map((model) => [
      model.model,
      count(model.total),
      share(model.matched, model.total),
      share(model.orphanedLeft, model.total),
      share(model.orphanedRight, model.total),
      share(model.duplicates, model.total),
      count(model.excluded),
      count(model.rejected),
    ]),
  ]);
}

function effects({ effects: entities, dryRun }: FollowedMigration): readonly string[] {
  return entities.map(
    ({ entity, updated, unchanged }) =>
      `${entity}: ${count(updated)} ${dryRun ? "would be updated" : "updated"}, ${count(unchanged)} unchanged`,
  );
}
