import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { startEmbeddedPostgres } from "../../server/adapters/database/embedded/start.js";
import { EventWriter } from "./event-writer.js";

/**
 * How many subscribers a server bears: a server, its clients and what writes the events are a process each.
 *   node --import tsx test/load/subscribers.ts [--subscribers 500] [--rate 20] [--seconds 20] [--stalled 0] [--root <tree>]
 * `--root` measures another checkout, such as an older version.
 */
const { values } = parseArgs({
  options: {
    subscribers: { type: "string", default: "500" },
    rate: { type: "string", default: "20" },
    seconds: { type: "string", default: "20" },
    stalled: { type: "string", default: "0" },
    root: { type: "string", default: fileURLToPath(new URL("../..", import.meta.url)) },
    main: { type: "string", default: "server/main.ts" },
  },
});
const settings = {
  subscribers: Number(values.subscribers),
  rate: Number(values.rate),
  seconds: Number(values.seconds),
};
const stalled = Number(values.stalled);
const CREDENTIALS = { MIGRATION_USERNAME: "load", MIGRATION_PASSWORD: "a password of the load test" };

export interface ClientsOrder {
  readonly url: string;
  readonly authorization: string;
  readonly migrationId: string;
  readonly subscribers: number;
  /** the first so many do not read until they are told to */
  readonly stalled: number;
}

export interface ClientsReport {
  readonly acknowledged: number;
  readonly completed: number;
  readonly received: number;
  /** the newest event that all have */
  readonly newest: number;
}

interface Receipts {
  readonly events: number[];
  readonly receivedAt: number[];
}

const directory = await mkdtemp(path.join(os.tmpdir(), "crosswalk-load-"));
await chmod(directory, 0o711);
const postgres = await startEmbeddedPostgres({ directory: path.join(directory, "postgres"), database: "load" });
const server = spawn(process.execPath, ["--import", "tsx", path.resolve(values.root, values.main)], {
  cwd: values.root,
  env: {
    ...process.env,
    ...CREDENTIALS,
    DATABASE_URL: postgres.url,
    PORT: "0",
    LOG_LEVEL: "error",
    DATA_DIR: directory,
  },
  stdio: ["ignore", "pipe", "inherit"],
});
const clients = fork(fileURLToPath(new URL("subscriber-clients.ts", import.meta.url)), {
  execArgv: ["--import", "tsx"],
  serialization: "advanced",
});
const database = new pg.Client({ connectionString: postgres.url, options: "-c search_path=crosswalk" });

try {
  const url = `${await servedUrl(server)}/graphql`;
  await database.connect();
  await measure(url);
} finally {
  clients.kill();
  await database.end();
  server.kill("SIGTERM");
  if (server.exitCode === null) await once(server, "exit");
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
}

async function measure(url: string): Promise<void> {
  const { MIGRATION_USERNAME, MIGRATION_PASSWORD } = CREDENTIALS;
  const authorization = `Basic ${Buffer.from(`${MIGRATION_USERNAME}:${MIGRATION_PASSWORD}`).toString("base64")}`;
  const { rows } = await database.query<{ id: number }>(
    `insert into migrations (pipeline, status, options, trigger, rules, started_at)
     values ('npq', 'RUNNING', '{}', 'API', 'load', now()) returning id`,
  );
  const migrationId = rows[0]?.id as number;
  const writer = new EventWriter(database, migrationId, settings.rate);
  const memoryAtFirst = await memoryOf(server);

  await ask("connect", {
    url,
    authorization,
    migrationId: `${migrationId}`,
    subscribers: settings.subscribers,
    stalled,
  });
  await until("all are subscribed", async ({ acknowledged }) => acknowledged === settings.subscribers);
  await writer.write(1);
  const memoryConnected = await memoryOf(server);
  const cpuBefore = await cpuSecondsOf(server);
  await writer.write(settings.rate * settings.seconds);
  await ask("resume");
  await until("all have all", async ({ newest }) => newest === writer.written);
  const cpu = (await cpuSecondsOf(server)) - cpuBefore;
  const memoryAfter = await memoryOf(server);
  const live = writer.written;

  await ask("drop");
  await writer.write(settings.rate * 2);
  const reconnected = performance.now();
  await ask("reconnect");
  await writer.write(settings.rate);
  await until("all have caught up", async ({ newest }) => newest >= live + settings.rate * 2);
  const caughtUp = performance.now() - reconnected;
  await writer.end();
  await until("all were told the end", async ({ completed }) => completed === settings.subscribers);

  const receipts = await ask<Receipts[]>("receipts");
  const delays = receipts
    .slice(stalled)
    .flatMap(({ events, receivedAt }) =>
      events.flatMap((event, i) =>
        event > 1 && event <= live ? [(receivedAt[i] as number) - writer.committedAt(event)] : [],
      ),
    )
    .sort((a, b) => a - b);
  const whole = receipts.filter(
    ({ events }) => events.length === writer.written && events.every((event, i) => event === i + 1),
  );
  const quantile = (q: number) => `${delays[Math.floor(delays.length * q)]?.toFixed(1)} ms`;
  console.log(
    `${settings.subscribers} subscribers (${stalled} of them don't read), ${settings.rate} events a second for ${settings.seconds} s`,
  );
  console.log(`received every event once and in order, over a reconnect, to the end: ${whole.length}`);
  console.log(
    `deliveries: ${receipts.reduce((sum, { events }) => sum + events.length, 0)} of ${writer.written * settings.subscribers}`,
  );
  console.log(
    `delay from commit to receipt: median ${quantile(0.5)}, 95 % ${quantile(0.95)}, 99 % ${quantile(0.99)}, most ${quantile(0.999999)}`,
  );
  console.log(
    `server's memory: ${memoryAtFirst} at first, ${memoryConnected} with all connected, ${memoryAfter} after; CPU ${cpu.toFixed(1)} s`,
  );
  console.log(
    `after all reconnected at once: caught up with 2 s of events within ${caughtUp.toFixed(0)} ms (1000 of them spent writing)`,
  );
}

function servedUrl(process: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    process.once("exit", () => reject(new Error("the server ended before it served")));
    process.stdout?.on("data", (chunk) => {
      output += chunk;
      const url = /serves (http:\/\/[^/\s]+)/.exec(output)?.[1];
      if (url) resolve(url);
    });
  });
}

function ask<Answer = null>(what: string, order?: ClientsOrder): Promise<Answer> {
  return new Promise((resolve) => {
    clients.once("message", (message: { answer: Answer }) => resolve(message.answer));
    clients.send({ what, order });
  });
}

async function until(what: string, isSo: (report: ClientsReport) => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 120_000;
  for (;;) {
    const report = await ask<ClientsReport>("report");
    if (await isSo(report)) return;
    if (performance.now() > deadline) throw new Error(`not within 120 s: ${what}; ${JSON.stringify(report)}`);
    await pause(50);
  }
}

async function memoryOf({ pid }: ChildProcess): Promise<string> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return `${Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)} MB`;
}

async function cpuSecondsOf({ pid }: ChildProcess): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
