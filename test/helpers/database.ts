import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

/** A database that one test file has to itself. */
export interface TestDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

/** Makes a database with all schema migrations applied and no rows. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = new URL(inject("templateUrl"));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(template, `create database ${name} template ${template.pathname.slice(1)}`);

  const url = new URL(template);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, options: "-c timezone=UTC" });
  pool.on("error", () => {});
  return {
    url: url.href,
    pool,
    drop: async () => {
      await pool.end();
      await onServer(template, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(template: URL, sql: string): Promise<void> {
  const url = new URL(template);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
