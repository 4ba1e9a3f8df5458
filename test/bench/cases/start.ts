import { spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { PROJECT_ROOT } from "../../../server/root.js";
import { ended, printed, startCommand } from "../../helpers/command.js";
import type { Bench, BenchCase } from "../case.js";
import { MAIN } from "../crosswalk/start.js";
import { timed } from "../measure/rounds.js";

/** How long it is until a server can be used, and until newcomers have seen all of it. */
export const start: BenchCase = {
  name: "start",
  about: "the start of the server until it is ready, and npm run demo",
  async measure(bench) {
    const { record, rounds, say } = bench;
    const settings = await placeOf(bench);
    for (let round = 0; round <= rounds; round++) {
      say(round === 0 ? "first start" : `round ${round}: warm start`);
      const name = round === 0 ? "start.first" : "start.warm";
      const label = round === 0 ? "the first start, which makes its database" : "a start over a database that is there";
      record.add({ name, label, unit: "ms" }, await startUntilReady(bench, settings));
    }
    for (let round = 0; round < rounds; round++) {
      say(`round ${round + 1}: npm run demo`);
      const { answer: code, ms } = await timed(() => runDemo(bench));
      record.compare(`npm run demo, round ${round + 1}`, { code: 0 }, { code });
      record.add({ name: "start.demo", label: "npm run demo, its database being made as well", unit: "ms" }, ms);
    }
  },
};

/** An embedded PostgreSQL of its own where the benchmark has one as well, else an empty database. */
async function placeOf({ server, folder }: Bench): Promise<Readonly<Record<string, string>>> {
  const DATA_DIR = await mkdtemp(path.join(folder, "start-"));
  return server.isEmbedded ? { DATA_DIR } : { DATA_DIR, DATABASE_URL: (await server.createDatabase()).url };
}

async function startUntilReady({ cleanup }: Bench, settings: Readonly<Record<string, string>>): Promise<number> {
  const began = performance.now();
  const child = startCommand(MAIN, [], { ...settings, PORT: "0", LOG_LEVEL: "error" });
  const stop = cleanup.defer(async () => {
    child.kill("SIGTERM");
    await ended(child);
  });
  try {
    const [, url] = await printed(child, /Crosswalk serves (http:\/\/[^/\s]+)/);
    while (!(await fetch(`${url}/health/ready`)).ok) await pause(5);
    return performance.now() - began;
  } finally {
    await stop();
  }
}

async function runDemo(bench: Bench): Promise<number> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...(await placeOf(bench)) };
  const child = spawn("npm", ["run", "--silent", "demo"], { cwd: PROJECT_ROOT, env, stdio: "ignore" });
  const stop = bench.cleanup.defer(async () => {
    child.kill("SIGTERM");
    await ended(child);
  });
  const code = await ended(child);
  await stop();
  return code ?? -1;
}
