import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { copyOut } from "../floor/copy-out.js";
import { timed } from "../measure/rounds.js";
import { withSession } from "../place/session.js";
import type { ModelCounts, NpqCounts } from "./counts.js";
import { SHARED_LIMIT } from "./plain-sql.js";
import { applicationsSql, keyValuesSql, outcomesSql, recordsSql } from "./sql-keys.js";
import { ECF, NPQ } from "./template.js";

export interface DuckDbMatching {
  readonly counts: NpqCounts;
  /** out of PostgreSQL into DuckDB's own tables in memory */
  readonly loadMs: number;
  readonly prepareMs: number;
  readonly matchMs: number;
}

/** What matching needs of the services' tables, with DuckDB's types. */
const TABLES = {
  ecf: {
    users: "id uuid, get_an_identity_id varchar",
    teacher_profiles: "user_id uuid, trn varchar",
    participant_identities: "id uuid, user_id uuid",
    npq_applications: "id uuid, participant_identity_id uuid",
  },
  npq: {
    users: "id bigint, ecf_id varchar, trn varchar, provider varchar, uid varchar",
    applications: "id bigint, ecf_id varchar, user_id bigint",
  },
} as const;
const SCHEMAS = { ecf: ECF, npq: NPQ } as const;

/** The same clusters in DuckDB, in memory, with as many threads as there are cores. */
export async function matchInDuckDb(url: string, folder: string): Promise<DuckDbMatching> {
  const instance = await DuckDBInstance.create(":memory:", { threads: String(os.availableParallelism()) });
  const connection = await instance.connect();
  try {
    const loaded = await timed(() => loadTables(connection, url, folder));
    const prepared = await timed(() => prepareKeys(connection));
    const matched = await timed(async () => {
      await propagateLabels(connection);
      return {
        users: await countsOf(connection, USER_CLUSTERS),
        applications: await countsOf(connection, applicationsSql()),
      };
    });
    return { counts: matched.answer, loadMs: loaded.ms, prepareMs: prepared.ms, matchMs: matched.ms };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** By way of CSV files, which both sides read and write faster than anything else they have in common. */
async function loadTables(connection: DuckDBConnection, url: string, folder: string): Promise<void> {
  await withSession(url, async (session) => {
    for (const service of ["ecf", "npq"] as const) {
      await connection.run(`create schema ${SCHEMAS[service]}`);
      for (const [table, definitions] of Object.entries(TABLES[service])) {
        const file = path.join(folder, `${service}.${table}.csv`);
        const columns = definitions.split(", ").map((definition) => definition.split(" ") as [string, string]);
        const names = columns.map(([name]) => name).join(", ");
        const options = String.raw`(format csv, null '\N', force_quote *)`;
        await copyOut(session, `select ${names} from ${SCHEMAS[service]}.${table}`, createWriteStream(file), options);
        const types = columns.map(([name, type]) => `'${name}': '${type}'`).join(", ");
        await connection.run(
          String.raw`create table ${SCHEMAS[service]}.${table} as select * from read_csv('${file.replaceAll("'", "''")}',
            header = false, auto_detect = false, columns = {${types}}, nullstr = '\N', allow_quoted_nulls = false,
            quote = '"', escape = '"', delim = ',')`,
        );
        await rm(file);
      }
    }
  });
}

async function prepareKeys(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create temp table records as ${recordsSql()};
    create temp table ties as
      with held as (
        select r.record, r.side, k.key, k.value from (${keyValuesSql()}) k join records r on r.side = k.side and r.id = k.id
      ), tying as (
        select key, value, min(record) as hub from held group by key, value
        having count(*) > 1 and greatest(count(*) filter (where side = 'L'), count(*) filter (where side = 'R')) <= ${SHARED_LIMIT}
      )
      select distinct t.hub, h.record from held h join tying t on t.key = h.key and t.value = h.value
      where t.hub <> h.record`);
}

/** Label propagation in one statement: a recursion that keeps each record's least label, and goes on from those that changed. */
async function propagateLabels(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create temp table edges as select hub as a, record as b from ties union select record, hub from ties;
    create temp table labels as
      with recursive labelled (record, label) using key (record) as (
        select record, record as label from records
        union
        select e.b, min(moved.label) from labelled moved join edges e on e.a = moved.record
        join recurring.labelled known on known.record = e.b
        where moved.label < known.label group by e.b
      )
      select record, label from labelled`);
}

const USER_CLUSTERS = `
  select l.label, count(*) filter (where r.side = 'L') as lefts, count(*) filter (where r.side = 'R') as rights,
         count(*) filter (where r.side = 'L' and r.applications = 0) as excluded
  from labels l join records r on r.record = l.record group by l.label`;

async function countsOf(connection: DuckDBConnection, clusters: string): Promise<ModelCounts> {
  const result = await connection.runAndReadAll(outcomesSql(clusters));
  return result.getRowObjectsJson()[0] as unknown as ModelCounts;
}
