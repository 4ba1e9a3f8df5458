import type pg from "pg";
import { timed } from "../measure/rounds.js";
import { oneRow, withSession } from "../place/session.js";
import type { ModelCounts, NpqCounts } from "./counts.js";
import { applicationsSql, keyValuesSql, outcomesSql, recordsSql } from "./sql-keys.js";

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
          users: await oneRow<ModelCounts>(session, outcomesSql(USER_CLUSTERS)),
          applications: await oneRow<ModelCounts>(session, outcomesSql(applicationsSql())),
        };
      });
      return { counts: matched.answer, prepareMs: prepared.ms, matchMs: matched.ms };
    },
    GENEROUS,
  );
}

/** Only values that several records hold tie anybody. */
export async function prepareKeys(session: pg.Client, sharedLimit: number): Promise<void> {
  await session.query(`
    create temp table records as ${recordsSql()};
    create temp table ties as
      with held as (
        select r.record, r.side, k.key, k.value from (${keyValuesSql()}) k join records r on r.side = k.side and r.id = k.id
      ), tying as (
        select key, value, row_number() over () as number from held group by key, value
        having count(*) > 1 and greatest(count(*) filter (where side = 'L'), count(*) filter (where side = 'R')) <= ${sharedLimit}
      )
      select t.number as value, h.record from held h join tying t on t.key = h.key and t.value = h.value;
    create index on ties (value, record);
    create index on ties (record, value);
    create temp table labels as select record, record as label from records;
    create unique index on labels (record);
    analyze records, ties, labels`);
}

/** Each record takes the least label of all that it shares a value with, until nothing moves; after the first time only around those that moved. */
export async function propagateLabels(session: pg.Client): Promise<void> {
  await session.query("create temp table moved (record bigint)");
  let around = "ties";
  for (let moved = 1; moved > 0; ) {
    const { rowCount } = await session.query(`
      with least_labels as (
        select t.value, min(l.label) as label from ${around} t join labels l on l.record = t.record group by t.value
      ), better as (
        select t.record, min(b.label) as label from least_labels b join ties t on t.value = b.value group by t.record
      ), changed as (
        update labels l set label = b.label from better b where b.record = l.record and b.label < l.label
        returning l.record
      )
      insert into moved select record from changed returning record`);
    moved = rowCount ?? 0;
    await session.query(`
      create temp table next_values as select distinct t.value from moved m join ties t on t.record = m.record;
      truncate moved;
      drop table if exists touched;
      create temp table touched as select t.value, t.record from next_values n join ties t on t.value = n.value;
      drop table next_values;
      analyze touched`);
    around = "touched";
  }
}

const USER_CLUSTERS = `
  select l.label, count(*) filter (where r.side = 'L') as lefts, count(*) filter (where r.side = 'R') as rights,
         count(*) filter (where r.side = 'L' and r.applications = 0) as excluded
  from labels l join records r on r.record = l.record group by l.label`;
