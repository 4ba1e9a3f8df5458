import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { unescaped } from "../../core/copy-line.js";
import type { Range } from "../../core/match/ranges.js";
import type { Side } from "../../core/record.js";
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
      select l.id, r.id
        from crosswalk.findings f
        join ${idsOf(model, "LEFT")} l on l.number = f.members[1]
        join ${idsOf(model, "RIGHT")} r on r.number = -f.members[2]
       where f.result_id = ${model.resultId} and f.number between ${range.first} and ${range.last}
       order by f.number) to stdout`),
  );
  for await (const rows of parseCopyText(copy))
    yield rows.map(([left, right]): ReportMatch => ({ left: unescaped(left ?? ""), right: unescaped(right ?? "") }));
  await client.query("set local enable_nestloop = on");
}

/** The ids of a side's records as their lines have them, by number. */
function idsOf({ resultId }: LaidOutModel, side: Side): string {
  return `(
    select b.first + l.place - 1 as number, split_part(l.line, chr(9), 1) as id
      from crosswalk.record_blocks b
     cross join lateral string_to_table(b.lines, chr(10)) with ordinality as l(line, place)
     where b.result_id = ${resultId} and b.side = '${side}' and l.line <> '')`;
}
