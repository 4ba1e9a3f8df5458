import { randomUUID } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "../../../server/adapters/database/embedded/start.js";
import type { Cleanup } from "./cleanup.js";

/** A PostgreSQL server on which the benchmark makes databases of its own, and drops them. */
export interface PostgresServer {
  readonly version: string;
  readonly majorVersion: number;
  /** whether it is one that the benchmark started */
  readonly isEmbedded: boolean;
  /** An empty database, or a copy of one that nobody is connected to. */
  createDatabase(template?: BenchDatabase): Promise<BenchDatabase>;
  /** The same server; the databases that are made on it go with this cleanup. */
  forCase(cleanup: Cleanup): PostgresServer;
}

export interface BenchDatabase {
  readonly name: string;
  readonly url: string;
  drop(): Promise<void>;
}

/** The server of DATABASE_URL, or an embedded one in a folder of the benchmark. */
export async function openServer(
  databaseUrl: string | undefined,
  folder: string,
  cleanup: Cleanup,
): Promise<PostgresServer> {
  const url = databaseUrl ?? (await startOwn(folder, cleanup));
  const [about] = await onServer<Omit<About, "isEmbedded">>(
    url,
    `select current_setting('server_version') as version, current_setting('server_version_num')::int / 10000 as major,
            rolsuper as super from pg_roles where rolname = current_user`,
  );
  if (!about) throw new Error("The PostgreSQL server does not say which version it is.");
  return connected(url, { ...about, isEmbedded: databaseUrl === undefined }, cleanup);
}

interface About {
  readonly version: string;
  readonly major: number;
  readonly super: boolean;
  readonly isEmbedded: boolean;
}

function connected(url: string, about: About, cleanup: Cleanup): PostgresServer {
  return {
    version: about.version,
    majorVersion: about.major,
    isEmbedded: about.isEmbedded,
    async createDatabase(template) {
      const name = `crosswalk_bench_${randomUUID().replaceAll("-", "")}`;
      // Copying files is several times faster than writing every block to the log as well.
      const strategy = about.major >= 15 ? "strategy file_copy" : "";
      await onServer(url, `create database ${name} ${template ? `template ${template.name} ${strategy}` : ""}`);
      const drop = cleanup.defer(() => onServer(url, `drop database if exists ${name} with (force)`));
      // So that nobody pays for what others wrote.
      if (about.super) await onServer(url, "checkpoint");
      return { name, url: inDatabase(url, name), drop };
    },
    forCase: (own) => connected(url, about, own),
  };
}

async function startOwn(folder: string, cleanup: Cleanup): Promise<string> {
  const server = await startEmbeddedPostgres({ directory: path.join(folder, "postgres"), database: "bench" });
  cleanup.defer(() => server.stop());
  return server.url;
}

async function onServer<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
