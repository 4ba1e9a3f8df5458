import type pg from "pg";
import { timed } from "../measure/rounds.js";
import { oneRow, withSession } from "../place/session.js";
import type { ModelCounts, NpqCounts } from "./counts.js";
import { applicationsSql, outcomesSql, recordsSql } from "./sql-keys.js";
import { BETTER_LABELS_SQL, edgesSql, USER_CLUSTERS_SQL } from "./sql-labels.js";

export interface PlainSqlMatching {
  readonly counts: NpqCounts;
  /** from the services' tables to tables of keys */
  readonly prepareMs: number;
  /** from these to clusters and outcomes, of users and applications */
  readonly matchMs: number;
}

/** Of values that more records of one side share than this, none matches. */
export const SHARED_LIMIT = 100;

/** Settings of a session that has its machine nearly for itself. */
export const GENEROUS = { work_mem: "256MB", temp_buffers: "256MB" } as const;

/** The same clusters in plain SQL, in temporary tables with the indexes and statistics that help. */
export async function matchInPlainSql(url: string, sharedLimit = SHARED_LIMIT): Promise<PlainSqlMatching> {
  return withSession(
    url,
    async (session) => {
      const prepared = await timed(() => prepareKeys(session, sharedLimit));
      const matched = await timed(async () => {
        await propagateLabels(session);
        return {
          users: await oneRow<ModelCounts>(session, outcomesSql(USER_CLUSTERS_SQL)),
          applications: await oneRow<ModelCounts>(session, outcomesSql(applicationsSql())),
        };
      });
      return { counts: matched.answer, prepareMs: prepared.ms, matchMs: matched.ms };
    },
    GENEROUS,
  );
}

/** The records, and which of them are tied: each with the first one that holds the same value. */
export async function prepareKeys(session: pg.Client, sharedLimit: number): Promise<void> {
  await session.query(`
    create temp table records as ${recordsSql()};
    analyze records;
    create temp table edges as ${edgesSql(sharedLimit)};
    create index on edges (a) include (b);
    create temp table labels as select record, record as label from records;
    create unique index on labels (record);
    create temp table moved as select record, label from labels;
    analyze edges, labels, moved`);
}

/** Each record takes the least label of its neighbours, until nothing moves; after the first time only around those that moved. */
export async function propagateLabels(session: pg.Client): Promise<void> {
  for (let moved = 1; moved > 0; ) {
    const { rowCount } = await session.query(`
      create temp table moving as
      ${BETTER_LABELS_SQL}`);
    moved = rowCount ?? 0;
    await session.query(`
      update labels l set label = m.label from moving m where m.record = l.record;
      drop table moved;
      alter table moving rename to moved;
      analyze moved`);
  }
}
