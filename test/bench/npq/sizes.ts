import type { Bench } from "../case.js";
import { migrateAfresh } from "../crosswalk/migrate.js";
import { type Cost, fitExponent } from "../measure/exponent.js";
import { crosswalkCounts, expectedCounts } from "./counts.js";
import { makeNpqTemplate } from "./template.js";

const FACTORS = [0.1, 1, 10];
/** What the sample can make. */
const [SMALLEST_SCALE, LARGEST_SCALE] = [0.01, 20];

/** A reconciliation at each size, and the exponent that its time grows with. */
export async function measureSizesOfNpq(bench: Bench): Promise<void> {
  const costs: Cost[] = [];
  for (const scale of scalesAround(bench.scale)) costs.push({ size: scale, cost: await measureScale(bench, scale) });
  const label = "npq: time grows with size to the power of";
  bench.record.add({ name: "size.npq.exponent", label, unit: "exponent" }, fitExponent(costs));
}

function scalesAround(scale: number): readonly number[] {
  const scales = FACTORS.map((factor) => Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, factor * scale)));
  return [...new Set(scales.map((each) => Number(each.toPrecision(6))))];
}

/** Gives how long it took, in milliseconds. */
async function measureScale(bench: Bench, scale: number): Promise<number> {
  const { record, say } = bench;
  const { database, expected } = await makeNpqTemplate(bench, scale);
  say(`npq at scale ${scale}`);
  const { ms, migration, peakNode, peakPostgres } = await migrateAfresh(
    bench,
    { databaseUrl: database.url },
    { pipeline: "npq" },
  );
  record.compare(`npq at scale ${scale}`, expectedCounts(expected), crosswalkCounts(migration));
  await database.drop();
  const what = `npq at scale ${scale}, ${expected.users.total.toLocaleString("en-GB")} clusters of users`;
  record.add({ name: `size.npq@${scale}`, label: what, unit: "ms" }, ms);
  const memory = (name: string, of: string, peak: number | null): void =>
    record.add({ name: `size.npq.${name}@${scale}`, label: `${what}: peak memory of ${of}`, unit: "bytes" }, peak);
  memory("node", "Node", peakNode);
  memory("postgres", "PostgreSQL, sampled", peakPostgres);
  return ms;
}
