import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Range } from "../../core/match/ranges.js";
import type { ReportMatch } from "../../core/report/part.js";
import { parseCopyText } from "../database/copy-text.js";
import type { LaidOutModel } from "./layout.js";

/**
 * The matched pairs of a range of numbers, by one COPY, since they are most of what there is and only their ids are
 * wanted. It streams: neither side holds them all.
 */
export async function* readMatches(
  client: pg.ClientBase,
  model: LaidOutModel,
  range: Range,
): AsyncGenerator<readonly ReportMatch[], void, undefined> {
  // Tables that were filled a moment ago have no statistics, and without them the planner takes few rows for granted.
  await client.query("set local enable_nestloop = off");
  const copy = client.query(
    copyTo(`copy (
      select l.record_id, r.record_id
        from crosswalk.findings f
        join crosswalk.records l on l.result_id = ${model.resultId} and l.number = f.members[1]
        join crosswalk.records r on r.result_id = ${model.resultId} and r.number = f.members[2]
       where f.result_id = ${model.resultId} and f.number between ${range.first} and ${range.last}
       order by f.number) to stdout`),
  );
  for await (const rows of parseCopyText(copy)) yield rows.map(([left, right]) => ({ left, right }) as ReportMatch);
  await client.query("set local enable_nestloop = on");
}
