import type { Bench } from "../case.js";
import { migrate, migrateAfresh } from "../crosswalk/migrate.js";
import { type Crosswalk, startCrosswalk } from "../crosswalk/start.js";
import { type Cost, fitExponent } from "../measure/exponent.js";
import { settle } from "../place/prepare.js";
import { changeStudents, DAYS_AFTER } from "./changes.js";
import { countRows, expectedRows, makeStudentsTemplate, studentsAt } from "./template.js";

const AT_SCALE_1 = [10_000, 100_000, 1_000_000];
const CHANGED = 1_000;

/** A first load at each size and the exponent that its time grows with; then syncs of a few that changed. */
export async function measureSizesOfStudents(bench: Bench): Promise<void> {
  const { record } = bench;
  const costs: Cost[] = [];
  const peaks: (number | null)[] = [];
  for (const students of new Set(AT_SCALE_1.map((each) => studentsAt(bench.scale, each)))) {
    const { database, expected } = await makeStudentsTemplate(bench, students);
    bench.say(`first load of ${students} students`);
    const first = await migrateAfresh(bench, { databaseUrl: database.url }, { pipeline: "students" });
    record.compare(`${students} students`, expectedRows(expected), await countRows(database.url));
    const what = `first load of ${students.toLocaleString("en-GB")} students`;
    record.add({ name: `size.students@${students}`, label: what, unit: "ms" }, first.ms);
    const memory = {
      name: `size.students.node@${students}`,
      label: `${what}: peak memory of Node`,
      unit: "bytes",
    } as const;
    record.add(memory, first.peakNode);
    costs.push({ size: students, cost: first.ms });
    peaks.push(await measureSyncs(bench, database.url, students));
    await database.drop();
  }
  const label = "students: time of the first load grows with size to the power of";
  record.add({ name: "size.students.exponent", label, unit: "exponent" }, fitExponent(costs));
  const [ofMost = null, ofTenth = null] = peaks.slice(-2).reverse();
  record.add(
    {
      name: "size.students.changed.memory",
      label: "memory of the syncs: of most students / of a tenth",
      unit: "ratio",
    },
    ofMost === null || ofTenth === null ? null : ofMost / ofTenth,
  );
}

/** Two nights of a server that was just started: others change in each. Gives its peak memory, in bytes. */
async function measureSyncs(bench: Bench, databaseUrl: string, students: number): Promise<number | null> {
  const { record, say } = bench;
  const changed = Math.min(CHANGED, Math.floor(students / 10));
  const what = `${changed} changed of ${students.toLocaleString("en-GB")} students, modified since`;
  await settle(databaseUrl);
  const crosswalk = await startCrosswalk(bench, { databaseUrl });
  try {
    for (const day of DAYS_AFTER) {
      await changeStudents(databaseUrl, changed, day);
      say(`${changed} changed of ${students} students`);
      const ms = await sync(bench, crosswalk, day, changed, students);
      const isFirst = day === DAYS_AFTER[0];
      const name = `size.students.changed${isFirst ? ".first" : ""}@${students}`;
      record.add({ name, label: isFirst ? `${what}; the first migration of its process` : what, unit: "ms" }, ms);
    }
    const peak = await crosswalk.peakMemory();
    const label = `${what}: peak memory of Node`;
    record.add({ name: `size.students.changed.node@${students}`, label, unit: "bytes" }, peak);
    return peak;
  } finally {
    await crosswalk.stop();
  }
}

async function sync({ record }: Bench, crosswalk: Crosswalk, modifiedSince: string, changed: number, students: number) {
  const { ms, migration } = await migrate(crosswalk, { pipeline: "students", options: { modifiedSince } });
  const { created = 0, updated = 0, read = 0 } = migration.rows ?? {};
  record.compare(`${changed} changed of ${students}`, { created: 0, updated: changed }, { created, updated });
  record.note(`Of ${students} students ${read} were read: ${changed} changed, and those whose date can't be read.`);
  return ms;
}
