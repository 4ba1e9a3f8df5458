import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { loadNpqSample } from "../../prisma/sample/npq/load.js";
import { createRandom } from "../../prisma/sample/random.js";
import { loadStudentsSample } from "../../prisma/sample/students/load.js";
import { importSampleSponsors } from "../../prisma/sample/students/sponsors.js";
import { createApiClient } from "../../scripts/client/client.js";
import { MigrationDocument, StartMigrationDocument } from "../../scripts/client/graphql/graphql.js";
import { openDatabase } from "../../server/adapters/database/open.js";
import { type Fleet, makeFolder, startFleet, type Victim } from "./fleet.js";
import { type Remains, readRemains } from "./remains.js";

export interface RoundOptions {
  /** of the npq sample; the larger, the longer it can be hit */
  readonly scale: number;
  readonly students: number;
  readonly batchSize: number;
  readonly workers: number;
  /** how often something is killed; none for an undisturbed round */
  readonly hits: number;
  /** the longest pause between two of them */
  readonly longestPauseMs: number;
  readonly seed: number;
  /** of the kills */
  readonly killSeed?: number;
  readonly victims: readonly Victim[];
}

export interface Round {
  readonly remains: Remains;
  /** hits that met a migration on its way, by victim */
  readonly met: Readonly<Partial<Record<Victim, number>>>;
}

const PIPELINES = ["npq", "students"] as const;

/** Runs both pipelines to their end over a fresh sample, something being killed meanwhile, and reads what is left behind. */
export async function playRound(options: RoundOptions): Promise<Round> {
  const folder = await makeFolder();
  try {
    await fill(folder.path, options);
    const fleet = await startFleet(folder.path, options.workers, {
      ROWS_PER_PART: String(Math.ceil(options.students / 5)),
    });
    try {
      return await play(fleet, folder.path, options);
    } finally {
      await fleet.stop();
    }
  } finally {
    await folder.remove();
  }
}

async function fill(folder: string, { scale, students, seed }: RoundOptions): Promise<void> {
  const database = await openDatabase({ databaseUrl: null, dataDirectory: folder, embeddedAccount: null });
  try {
    await loadNpqSample({ ecfUrl: database.url, npqUrl: database.url, scale, seed });
    await loadStudentsSample({ url: database.url, students, seed, day: 1 });
    await importSampleSponsors(database.url);
  } finally {
    await database.stop();
  }
}

async function play(fleet: Fleet, folder: string, options: RoundOptions): Promise<Round> {
  const api = {
    url: fleet.url,
    ...fleet.credentials,
    client: createApiClient({ url: fleet.url, ...fleet.credentials }),
  };
  const migrations: Record<string, string> = {};
  for (const pipeline of PIPELINES) {
    const input = {
      pipeline,
      idempotencyKey: randomUUID(),
      ...(pipeline === "students" ? { options: { batchSize: options.batchSize } } : {}),
    };
    migrations[pipeline] = await untilAnswered(async () => {
      const { startMigration } = await api.client.request(StartMigrationDocument, { input });
      if (!startMigration.migration) throw new Error(JSON.stringify(startMigration.userErrors));
      return startMigration.migration.id;
    });
  }
  const statuses = (): Promise<readonly string[]> =>
    untilAnswered(() =>
      Promise.all(
        Object.values(migrations).map(async (id) => {
          const { migration } = await api.client.request(MigrationDocument, { id });
          return migration?.status ?? "gone";
        }),
      ),
    );

  const met = await hitUntilOver(fleet, options, async () => (await statuses()).every(isOver));
  while (!(await statuses()).every(isOver)) await delay(100);
  const database = await openDatabase({ databaseUrl: null, dataDirectory: folder, embeddedAccount: null });
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  try {
    await tidied(pool);
    return { remains: await readRemains(pool, api, migrations), met };
  } finally {
    await api.client.close();
    await pool.end();
    await database.stop();
  }
}

function isOver(status: string): boolean {
  return ["SUCCEEDED", "FAILED", "CANCELLED"].includes(status);
}

async function hitUntilOver(
  fleet: Fleet,
  { hits, longestPauseMs, seed, killSeed = seed, victims }: RoundOptions,
  isEverythingOver: () => Promise<boolean>,
): Promise<Partial<Record<Victim, number>>> {
  const met: Partial<Record<Victim, number>> = {};
  const random = createRandom(killSeed);
  for (let hit = 0; hit < hits; hit++) {
    await delay(random.below(longestPauseMs));
    if (await isEverythingOver()) break;
    const victim = random.pick(victims);
    await fleet.hit(victim, random.below(100));
    met[victim] = (met[victim] ?? 0) + 1;
  }
  return met;
}

/** The server may just be the one that was killed. */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 120_000; ; await delay(100)) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** The worker that ended a migration clears up after it has told of its end. */
async function tidied(pool: pg.Pool): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await delay(100)) {
    const { rows } = await pool.query("select from crosswalk.parts limit 1");
    if (rows.length === 0) return;
  }
}
