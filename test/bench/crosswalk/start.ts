import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { type ApiClient, createApiClient } from "../../../scripts/client/client.js";
import { PROJECT_ROOT } from "../../../server/root.js";
import { ended, printed, startCommand } from "../../helpers/command.js";
import type { Bench } from "../case.js";
import { familyOf, peakMemoryOf } from "../memory/proc.js";

export type Role = "server" | "worker";

export interface CrosswalkOptions {
  readonly databaseUrl: string;
  /** a process that serves and works; where it is given, a server and so many workers instead */
  readonly workers?: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** Crosswalk as people run it: processes of its own, reached over HTTP. */
export interface Crosswalk {
  readonly url: string;
  readonly client: ApiClient;
  readonly credentials: { readonly username: string; readonly password: string };
  /** what HTTP requests sign in with */
  readonly authorization: string;
  /** the most memory that any one of its processes has had, in bytes */
  peakMemory(): Promise<number | null>;
  stop(): Promise<void>;
}

/** What `npm run server`, `npm run worker` and `npm start` run. */
export const MAIN = path.join(PROJECT_ROOT, "server/main.ts");

export async function startCrosswalk(bench: Bench, options: CrosswalkOptions): Promise<Crosswalk> {
  const credentials = { username: "bench", password: randomUUID() };
  const environment = {
    DATABASE_URL: options.databaseUrl,
    DATA_DIR: await mkdtemp(path.join(bench.folder, "crosswalk-")),
    PORT: "0",
    MIGRATION_USERNAME: credentials.username,
    MIGRATION_PASSWORD: credentials.password,
    REQUESTS_PER_MINUTE: "1000000",
    LOG_LEVEL: "error",
    ...options.settings,
  };
  const children: ChildProcess[] = [];
  const stop = bench.cleanup.defer(async () => {
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(children.map(ended));
  });
  const start = (roles: readonly Role[]): ChildProcess => {
    const child = startCommand(MAIN, roles, environment);
    child.stderr?.on("data", (chunk: Buffer) => process.stderr.write(chunk));
    children.push(child);
    return child;
  };

  const server = start(options.workers === undefined ? [] : ["server"]);
  const [, url] = (await printed(server, /Crosswalk serves (http:\/\/[^/\s]+)/)) as unknown as [string, string];
  for (let worker = 0; worker < (options.workers ?? 0); worker++)
    await printed(start(["worker"]), /Crosswalk works on migrations/);
  const client = createApiClient({ url, ...credentials });
  return {
    url,
    client,
    credentials,
    authorization: `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`,
    async peakMemory() {
      const pids = await Promise.all(children.map(async ({ pid }) => (pid === undefined ? [] : familyOf(pid))));
      const peaks = await Promise.all(pids.flat().map(peakMemoryOf));
      return peaks.reduce((most, peak) => (peak === null ? most : Math.max(most ?? 0, peak)), null);
    },
    async stop() {
      await client.close();
      await stop();
    },
  };
}
