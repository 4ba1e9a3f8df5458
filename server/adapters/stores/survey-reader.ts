import type { StoredBridge, SurveyReader } from "../../core/survey-port.js";
import { pageOfRows } from "./keyset.js";
import { compareResults, listMoved } from "./outcome-flow.js";
import { type Queryable, rowsByOwner } from "./query.js";
import { createOutcomesReader } from "./record-outcomes.js";
import { keyUsageColumns } from "./survey-columns.js";

/** Reads the surveys of models' results. */
export function createSurveyReader(pool: Queryable): SurveyReader {
  const readOutcomes = createOutcomesReader(pool);

  /** The rows of a table that belong to each result, in the order asked. */
  async function ofResults<Row extends object>(ids: readonly number[], columns: string, table: string, order: string) {
    const { rows } = await pool.query<Row & { owner: number }>(
      `select k.owner::int, ${columns} from unnest($1::int[]) with ordinality as k(result_id, owner)
         join crosswalk.${table} t on t.result_id = k.result_id order by k.owner, ${order}`,
      [ids],
    );
    return rowsByOwner<Row & { owner: number }>(rows, (row) => row.owner - 1, ids.length).map((owned) =>
      owned.map((row) => {
        const { owner: _, ...own } = row;
        return own as unknown as Row;
      }),
    );
  }

  return {
    keyUsage: (ids) => ofResults(ids, keyUsageColumns, "key_usage", "t.position"),
    clusterSizes: (ids) =>
      ofResults(
        ids,
        't.left_records as "left", t.right_records as "right", t.clusters',
        "cluster_sizes",
        "t.left_records + t.right_records, t.left_records",
      ),
    orphanCounts: (ids) =>
      ofResults(
        ids,
        `t.side, t.facet, t."column", t.value, t.is_rest as "isRest", t.orphans, t.with_candidates as "withCandidates"`,
        "orphan_counts",
        "t.position",
      ),
    ruleCounts: (ids) =>
      ofResults(ids, "t.side, t.rule, t.orphans, t.single, t.settled", "rule_counts", "t.side, t.rule"),

    async bridges(resultId, { first, after }) {
      const { rows } = await pool.query<StoredBridge>(
        `select number, finding, key, value, larger, smaller, settles from crosswalk.bridges
          where result_id = $1 and number > $2 order by number limit $3`,
        [resultId, after ?? 0, first + 1],
      );
      return pageOfRows(
        rows,
        first,
        after !== null,
        ({ number }) => number,
        (row) => row,
        async () => {
          const sql = "select count(*)::int from crosswalk.bridges where result_id = $1";
          return (await pool.query<{ count: number }>(sql, [resultId])).rows[0]?.count ?? 0;
        },
      );
    },

    flow: (before, after) => compareResults(readOutcomes, before, after),
    moved: (before, after, filter, request) => listMoved(readOutcomes, before, after, filter, request),
  };
}
