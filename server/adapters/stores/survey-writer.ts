import type pg from "pg";
import type { ModelSurvey } from "../../core/stores.js";

/** Keeps what was counted of a model: some hundred rows. */
export async function keepSurvey(client: pg.ClientBase, resultId: number, survey: ModelSurvey): Promise<void> {
  const { keyUsage, clusterSizes, orphanCounts, ruleCounts } = survey;
  const insert = (sql: string, counts: readonly object[]) =>
    client.query(sql, [resultId, JSON.stringify(counts.map((count, i) => ({ ...count, position: i })))]);
  await insert(
    `insert into key_usage select $1, k.* from jsonb_to_recordset($2) as k(position int, key text,
       "leftRecords" int, "rightRecords" int, "leftUnusable" int, "rightUnusable" int, "values" int, "tyingValues" int,
       "sharedValues" int, "matched" int, "matchedAlone" int, duplicates int, bridges int)`,
    keyUsage,
  );
  await insert(
    `insert into cluster_sizes select $1, s.* from jsonb_to_recordset($2) as s("left" int, "right" int, clusters int)`,
    clusterSizes,
  );
  await insert(
    `insert into orphan_counts select $1, o.* from jsonb_to_recordset($2) as o(position int, side crosswalk.side,
       facet crosswalk.orphan_facet, "column" text, value text, "isRest" boolean, orphans int, "withCandidates" int)`,
    orphanCounts,
  );
  await insert(
    `insert into rule_counts select $1, r.* from jsonb_to_recordset($2) as r(side crosswalk.side, rule text,
       orphans int, single int, settled int)`,
    ruleCounts,
  );
}
