import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { PROJECT_ROOT } from "../../server/root.js";
import { ended, printed, startCommand } from "../helpers/command.js";

/** What may be hit: a process of ours, or the PostgreSQL server under all of them. */
export type Victim = "worker" | "server" | "postgres" | "frozen worker";

interface Member {
  readonly role: "worker" | "server";
  child: ChildProcess;
}

/** A server and workers over one embedded PostgreSQL, each a process of its own. */
export interface Fleet {
  readonly url: string;
  readonly credentials: { readonly username: string; readonly password: string };
  /** Hits one of them as a power cut would; it is started anew at once, but for PostgreSQL, which the others start. */
  hit(victim: Victim, pick: number): Promise<void>;
  stop(): Promise<void>;
}

/** Longer than a silent worker keeps its part. */
const FROZEN_MS = 12_000;

export async function makeFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "crosswalk-kill-"));
  // As root PostgreSQL runs under another account, which has to pass here.
  await chmod(folder, 0o755);
  return { path: folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export async function startFleet(
  folder: string,
  workers: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<Fleet> {
  const credentials = { username: "harness", password: randomUUID() };
  const port = await freePort();
  const environment = {
    ...settings,
    DATA_DIR: folder,
    PORT: String(port),
    MIGRATION_USERNAME: credentials.username,
    MIGRATION_PASSWORD: credentials.password,
    // It is hit more often than any real one; what is tested is what comes out in the end.
    MIGRATION_ATTEMPTS: "100",
    LOG_LEVEL: "silent",
  };
  const start = (role: Member["role"]): ChildProcess => {
    const child = startCommand(path.join(PROJECT_ROOT, "server/main.ts"), [role], environment);
    let said = "";
    child.stderr?.on("data", (chunk) => (said += chunk));
    child.once("close", (code) => {
      if (code) console.error(`${role} ended with ${code}: ${said}`);
    });
    return child;
  };
  // One after another: the first one makes the database.
  const members: Member[] = [];
  for (const role of ["server", ...Array<"worker">(workers).fill("worker")] as const) {
    const member: Member = { role, child: start(role) };
    members.push(member);
    await printed(member.child, /Crosswalk (serves|works)/);
  }

  return {
    url: `http://127.0.0.1:${port}`,
    credentials,
    async hit(victim, pick) {
      if (victim === "postgres") return hitPostgres(folder);
      const of = members.filter(({ role }) => role === (victim === "server" ? "server" : "worker"));
      const member = of[pick % of.length] as Member;
      if (victim === "frozen worker") return freeze(member.child);
      const gone = ended(member.child);
      member.child.kill("SIGKILL");
      await gone;
      member.child = start(member.role);
    },
    async stop() {
      for (const { child } of members) child.kill("SIGTERM");
      const codes = await Promise.all(members.map(({ child }) => ended(child)));
      // One that is just starting dies of the signal.
      if (codes.some((code) => code !== 0 && code !== null))
        throw new Error(`processes ended with ${codes.join(", ")}`);
    },
  };
}

/** It lives on, and is let go on when it has been replaced. */
function freeze(child: ChildProcess): void {
  child.kill("SIGSTOP");
  setTimeout(() => child.kill("SIGCONT"), FROZEN_MS);
}

async function hitPostgres(folder: string): Promise<void> {
  const file = path.join(folder, "postgres/pg18/data/postmaster.pid");
  const pid = Number.parseInt(await readFile(file, "utf8").catch(() => ""), 10);
  // It may be just starting from the last time.
  if (pid > 0) process.kill(pid, "SIGKILL");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
