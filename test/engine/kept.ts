import { text } from "node:stream/consumers";
import type { Scenario } from "../helpers/npq-scenario.js";

/** What is kept of a migration, by its id, in order, without the ids that a sequence gave. */
const KEPT: Readonly<Record<string, string>> = {
  migration: "select status, error_code, unsettled from crosswalk.migrations where id = $1",
  results: `select to_jsonb(r) - array['id', 'migration_id'] as kept from crosswalk.model_results r
    where migration_id = $1 order by position`,
  stages: "select position, name, model, done, total from crosswalk.stages where migration_id = $1 order by position",
  effects: "select to_jsonb(e) - 'migration_id' as kept from crosswalk.entity_effects e where migration_id = $1",
  ...Object.fromEntries(
    ["changes", "rejections"].map((table) => [
      table,
      `select to_jsonb(d) - 'migration_id' as kept from crosswalk.${table} d where migration_id = $1 order by number`,
    ]),
  ),
  ...Object.fromEntries(
    ["record_blocks", "record_findings", "findings", "candidates", "search_buckets", "shared_values"].map((table) => [
      table,
      `select r.model, to_jsonb(d) - 'result_id' as kept
         from crosswalk.${table} d join crosswalk.model_results r on r.id = d.result_id
        where r.migration_id = $1 order by r.position, to_jsonb(d)::text collate "C"`,
    ]),
  ),
};

/** What nobody is to find any more, whatever happened on the way. */
const LEFT_OVER = `select (select count(*)::int from crosswalk.parts) as parts,
  (select count(*)::int from crosswalk.match_notes) as notes,
  (select count(*)::int from crosswalk.record_blocks where result_id not in (select id from crosswalk.model_results)) as records,
  (select count(*)::int from crosswalk.search_buckets where result_id not in (select id from crosswalk.model_results)) as buckets`;

/** All that a migration has left, once it is over: rows, reports, and what became of the target. */
export async function keptOf(scenario: Scenario, id: number): Promise<Readonly<Record<string, unknown>>> {
  const { app, database } = scenario;
  const kept: Record<string, unknown> = { target: await scenario.npqApplications() };
  for (const [name, sql] of Object.entries(KEPT)) kept[name] = (await database.pool.query(sql, [id])).rows;
  const [reports = []] = await app.reports.list([id]);
  for (const { name } of reports) {
    const report = await app.reports.open(id, name);
    kept[name] = report && withoutTimes(await text(report.stream));
  }
  return kept;
}

export async function leftOver({ database }: Scenario): Promise<unknown> {
  return (await database.pool.query(LEFT_OVER)).rows[0];
}

/** Two runs differ in when they were, and in their ids. */
function withoutTimes(report: string): string {
  return report
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "TIME")
    .replaceAll(/"durationMs": ?\d+/g, '"durationMs": 0')
    .replace(/"id": ?"\d+"/, '"id": "ID"');
}
