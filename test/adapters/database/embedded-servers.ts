import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { EmbeddedPostgres } from "../../../server/adapters/database/embedded/start.js";

/** A fresh folder that the account PostgreSQL runs under may pass, removed in the end. */
export async function makeDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const made = await mkdtemp(path.join(os.tmpdir(), "crosswalk-embedded-"));
  await chmod(made, 0o755);
  return { path: made, remove: () => rm(made, { recursive: true, force: true }) };
}

/** Another process that uses an embedded server. */
export interface ServerUser {
  readonly child: ChildProcess;
  readonly server: Omit<EmbeddedPostgres, "stop">;
  /** Lets it stop as it should, and returns its exit code. */
  leave(): Promise<number | null>;
}

const program = fileURLToPath(new URL("./server-user.ts", import.meta.url));

/** Starts an embedded server from a process of its own, as another user or under another umask. */
export async function startInOtherProcess(
  directory: string,
  spawning: { uid?: number; gid?: number; umask?: string } = {},
): Promise<ServerUser> {
  const { umask = "022", ...account } = spawning;
  const options = JSON.stringify({ directory, database: "shared" });
  const command = [process.execPath, "--import", "tsx", program, options];
  const child = spawn("/bin/sh", ["-c", `umask ${umask}; exec "$@"`, "sh", ...command], {
    ...account,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const line = await Promise.race([
    once(createInterface(child.stdout!), "line").then(([said]) => said as string),
    exited.then(([code]) => Promise.reject(new Error(`the other process ended with ${code}`))),
  ]);
  return {
    child,
    server: JSON.parse(line),
    leave: async () => {
      child.stdin!.end();
      const [code] = await exited;
      return code;
    },
  };
}

/** The pid of the server that keeps its files in the folder. */
export function postmasterPid(directory: string): number {
  return Number.parseInt(readFileSync(path.join(directory, "pg18/data/postmaster.pid"), "utf8"), 10);
}

/** Whether the server takes connections. */
export async function answers(url: string): Promise<boolean> {
  return query(url, "select 1").then(
    () => true,
    () => false,
  );
}

/** Runs one query on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
