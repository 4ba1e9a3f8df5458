import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { withSession } from "../place/session.js";

/** Reads what the queries give, as fast as PostgreSQL gives it, and throws it away. */
export async function copyOutAndForget(url: string, queries: readonly string[]): Promise<void> {
  await withSession(url, async (session) => {
    for (const query of queries) await copyOut(session, query, forgetful());
  });
}

export async function copyOut(session: pg.Client, query: string, to: Writable, options = ""): Promise<void> {
  await pipeline(session.query(copyTo(`copy (${query}) to stdout ${options}`)), to);
}

function forgetful(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
