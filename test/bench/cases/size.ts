import type { Bench, BenchCase } from "../case.js";
import { migrateAfresh } from "../crosswalk/migrate.js";
import { fitExponent } from "../measure/exponent.js";
import { crosswalkCounts, expectedCounts } from "../npq/counts.js";
import { makeNpqTemplate } from "../npq/template.js";
import { changeStudents } from "../students/changes.js";
import { countRows, expectedRows, makeStudentsTemplate, studentsAt } from "../students/template.js";

const FACTORS = [0.1, 1, 10];
/** What the sample can make. */
const [SMALLEST_SCALE, LARGEST_SCALE] = [0.01, 20];
const STUDENTS_AT_SCALE_1 = [10_000, 100_000, 1_000_000];
const CHANGED = 1_000;

/** What size costs: each size once, in a process and a database of its own. */
export const size: BenchCase = {
  name: "size",
  about: "time and memory over size: the services at 0.1, 1 and 10 times the scale, up to 1,000,000 students",
  async measure(bench) {
    bench.record.note("Each size is measured once: the largest takes minutes.");
    await measureNpq(bench);
    await measureStudents(bench);
  },
};

async function measureNpq(bench: Bench): Promise<void> {
  const { record } = bench;
  const scales = FACTORS.map((factor) => Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, factor * bench.scale)));
  const costs = [];
  for (const scale of new Set(scales.map((each) => Number(each.toPrecision(6))))) {
    const { database, expected } = await makeNpqTemplate(bench, scale);
    bench.say(`npq at scale ${scale}`);
    const run = await migrateAfresh(bench, { databaseUrl: database.url }, { pipeline: "npq" });
    record.compare(`npq at scale ${scale}`, expectedCounts(expected), crosswalkCounts(run.migration));
    await database.drop();
    const what = `npq at scale ${scale}, ${expected.users.total.toLocaleString("en-GB")} clusters of users`;
    record.add({ name: `size.npq@${scale}`, label: what, unit: "ms" }, run.ms);
    record.add({ name: `size.npq.node@${scale}`, label: `${what}: peak memory of Node`, unit: "bytes" }, run.peakNode);
    record.add(
      { name: `size.npq.postgres@${scale}`, label: `${what}: peak memory of PostgreSQL`, unit: "bytes" },
      run.peakPostgres,
    );
    costs.push({ size: scale, cost: run.ms });
  }
  const label = "npq: time grows with size to the power of";
  record.add({ name: "size.npq.exponent", label, unit: "exponent" }, fitExponent(costs));
}

async function measureStudents(bench: Bench): Promise<void> {
  const { record } = bench;
  const costs = [];
  const peaks: (number | null)[] = [];
  for (const students of new Set(STUDENTS_AT_SCALE_1.map((each) => studentsAt(bench.scale, each)))) {
    const { database, expected } = await makeStudentsTemplate(bench, students);
    bench.say(`first load of ${students} students`);
    const first = await migrateAfresh(bench, { databaseUrl: database.url }, { pipeline: "students" });
    record.compare(`${students} students`, expectedRows(expected), await countRows(database.url));
    const what = `first load of ${students.toLocaleString("en-GB")} students`;
    record.add({ name: `size.students@${students}`, label: what, unit: "ms" }, first.ms);
    record.add(
      { name: `size.students.node@${students}`, label: `${what}: peak memory of Node`, unit: "bytes" },
      first.peakNode,
    );
    costs.push({ size: students, cost: first.ms });

    const changed = Math.min(CHANGED, Math.floor(students / 10));
    const modifiedSince = await changeStudents(database.url, changed);
    bench.say(`${changed} changed of ${students} students`);
    const input = { pipeline: "students", options: { modifiedSince } };
    const sync = await migrateAfresh(bench, { databaseUrl: database.url }, input);
    const { created = 0, updated = 0, rejected = 0, read = 0 } = sync.migration.rows ?? {};
    record.compare(`${changed} changed of ${students}`, { created: 0, updated: changed }, { created, updated });
    record.note(
      `Of ${students} students ${read} were read: ${changed} changed, the others with a date that can't be read; ${rejected} of them rejected.`,
    );
    const changes = `${changed} changed of ${students.toLocaleString("en-GB")} students, modified since`;
    record.add({ name: `size.students.changed@${students}`, label: changes, unit: "ms" }, sync.ms);
    record.add(
      { name: `size.students.changed.node@${students}`, label: `${changes}: peak memory of Node`, unit: "bytes" },
      sync.peakNode,
    );
    peaks.push(sync.peakNode);
    await database.drop();
  }
  const label = "students: time of the first load grows with size to the power of";
  record.add({ name: "size.students.exponent", label, unit: "exponent" }, fitExponent(costs));
  const [most = null, before = null] = peaks.slice(-2).reverse();
  record.add(
    { name: "size.students.changed.memory", label: "memory of the sync: of most students / of a tenth", unit: "ratio" },
    most === null || before === null ? null : most / before,
  );
}
