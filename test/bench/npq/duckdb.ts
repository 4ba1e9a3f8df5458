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
import { applicationsSql, outcomesSql, recordsSql } from "./sql-keys.js";
import { BETTER_LABELS_SQL, edgesSql, USER_CLUSTERS_SQL } from "./sql-labels.js";
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
        users: await countsOf(connection, USER_CLUSTERS_SQL),
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
    create temp table edges as ${edgesSql(SHARED_LIMIT)};
    create temp table labels as select record, record as label from records;
    create temp table moved as select record, label from labels`);
}

/**
 * Each record takes the least label of its neighbours, until nothing moves; after the first time only around those that
 * moved. DuckDB's recursion (`using key`) took more than twice as long.
 */
async function propagateLabels(connection: DuckDBConnection): Promise<void> {
  for (let moved = 1; moved > 0; ) {
    const made = await connection.run(`create or replace temp table moving as ${BETTER_LABELS_SQL}`);
    moved = Number((await made.getRows())[0]?.[0] ?? 0);
    // Rows in great number are written anew faster than they are updated.
    await connection.run(`
      ${moved > MANY ? REWRITE : "update labels set label = m.label from moving m where m.record = labels.record"};
      drop table moved;
      alter table moving rename to moved`);
  }
}

const MANY = 5_000;
const REWRITE = `
  create or replace temp table labels as
  select l.record, coalesce(m.label, l.label) as label from labels l left join moving m on m.record = l.record`;

async function countsOf(connection: DuckDBConnection, clusters: string): Promise<ModelCounts> {
  const result = await connection.runAndReadAll(outcomesSql(clusters));
  return result.getRowObjectsJson()[0] as unknown as ModelCounts;
}
