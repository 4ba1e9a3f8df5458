import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { load } from "js-yaml";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createReports, type Reports } from "../../../server/adapters/reports/reports.js";
import { PIPELINES } from "../../../server/pipelines/index.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import { type StoredFinding, type StoredUser, storeMigration } from "./stored-migration.js";

const ORPHANS = 100_000;
const CHAIN = 20_000;

let database: TestDatabase;
let reports: Reports;
let orphaned: number;
let chained: number;

beforeAll(async () => {
  database = await createTestDatabase();
  reports = createReports({ pool: database.pool, pipelines: PIPELINES });
  const orphans = Array.from({ length: ORPHANS }, (_, i): StoredFinding => ({ outcome: "ORPHAN", members: [-1 - i] }));
  orphaned = await storeMigration(database.pool, people(ORPHANS), orphans);
  chained = await storeMigration(database.pool, people(CHAIN), [chain()]);
}, 120_000);
afterAll(() => database.drop());

/** Each shares a value with the one before. */
function* people(count: number): Generator<StoredUser> {
  for (let i = 1; i <= count; i++) yield { number: -i, id: `${i}`, cells: [`k${i}`, null, null, `k${i - 1}\x1fk${i}`] };
}

function chain(): StoredFinding {
  const members = Array.from({ length: CHAIN }, (_, i) => -1 - i);
  return { outcome: "SAME_SIDE", members, links: members.slice(1).flatMap((member) => [member, member + 1, 3]) };
}

/** Without garbage, of which there is as much as the collector sees fit. */
function heldMemory(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}

it("streams a hundred thousand orphans, a page at a time", async () => {
  const report = await reports.open(orphaned, "orphans-users.yaml");
  let entries = 0;
  let bytes = 0;
  let largest = 0;
  let chunks = 0;
  let most = 0;
  const before = heldMemory();
  for await (const chunk of report?.stream ?? []) {
    entries += String(chunk).split("- orphan:").length - 1;
    bytes += chunk.length;
    largest = Math.max(largest, chunk.length);
    if (++chunks % 20 === 0) most = Math.max(most, heldMemory() - before);
  }
  expect(entries).toBeGreaterThan(ORPHANS * 0.99);
  expect(bytes).toBeGreaterThan(10_000_000);
  expect(largest).toBeLessThan(200_000);
  expect(chunks).toBeGreaterThan(100);
  // The whole report as objects takes several hundred.
  expect(most).toBeLessThan(40e6);
});

it("opens only so many at a time, and again when one is let go", async () => {
  const openOne = async () => (await reports.open(orphaned, "orphans-users.yaml"))?.stream ?? Readable.from([]);
  const reading = await Promise.all([1, 2, 3, 4].map(openOne));
  const iterators = reading.map((stream) => stream[Symbol.asyncIterator]());
  for (const iterator of iterators) expect((await iterator.next()).done).toBe(false);
  await expect(text(await openOne())).rejects.toMatchObject({ code: "REPORTS_BUSY" });
  await iterators[0]?.return?.();
  expect((await text(await openOne())).startsWith("- orphan:")).toBe(true);
  for (const iterator of iterators) await iterator.return?.();
});

it("measures and writes a very large cluster without keeping the event loop", async () => {
  let longest = 0;
  const began = performance.now();
  let last = began;
  const clock = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  await reports.measure(chained);
  const report = await reports.open(chained, "duplicates-users.yaml");
  const written = await text(report?.stream ?? Readable.from([]));
  clearInterval(clock);
  // A share of the whole, which a busy machine stretches as much.
  expect(longest).toBeLessThan((last - began) / 3);
  const [cluster] = load(written) as [{ records: object[]; links: object[] }];
  expect([cluster.records.length, cluster.links.length]).toEqual([CHAIN, CHAIN - 1]);
});
