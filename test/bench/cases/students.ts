import type { Bench, BenchCase } from "../case.js";
import { migrate, migrateAfresh } from "../crosswalk/migrate.js";
import { stageMs, stageNames } from "../crosswalk/stages.js";
import { startCrosswalk } from "../crosswalk/start.js";
import { dumpStoredRows, type StoredTable } from "../floor/stored-rows.js";
import { alternate, timed } from "../measure/rounds.js";
import { withPostgresMemory } from "../memory/postgres-memory.js";
import { settle } from "../place/prepare.js";
import { withDatabase } from "../place/with-database.js";
import { KNOWS_MERGE, upsertByInsert, upsertByMerge } from "../students/by-hand.js";
import { measureStudentsFloor } from "../students/floor.js";
import { upsertRowByRow } from "../students/row-by-row.js";
import {
  countRows,
  expectedRows,
  makeStudentsTemplate,
  type StudentsTemplate,
  studentsAt,
} from "../students/template.js";

const AT_SCALE_1 = 50_000;
/** So many that the time is steady, and so few that it is short. */
const ROW_BY_ROW = 1_000;

/** The first load of students, against its floor and what one writes by hand. */
export const students: BenchCase = {
  name: "students",
  about: "the first load of students against its floor, INSERT … ON CONFLICT and MERGE by hand, and Prisma row by row",
  async measure(bench) {
    const { record, server, rounds } = bench;
    const template = await makeStudentsTemplate(bench, studentsAt(bench.scale, AT_SCALE_1));
    const stored = await rehearse(bench, template);
    const knowsMerge = server.majorVersion >= KNOWS_MERGE;
    if (!knowsMerge) record.note(`MERGE is not measured: PostgreSQL ${server.version} does not know it.`);
    await alternate(rounds, [
      (round) => floor(bench, template, stored, round),
      (round) => crosswalk(bench, template, round),
      (round) => byHand(bench, template, round, "insert", "by hand: one INSERT … ON CONFLICT", upsertByInsert),
      ...(knowsMerge
        ? [(round: number) => byHand(bench, template, round, "merge", "by hand: MERGE, one a table", upsertByMerge)]
        : []),
      (round) => rowByRow(bench, template, round),
    ]);
    const ratio = (name: string, label: string, under: string) =>
      record.ratio({ name, label }, "students.crosswalk", under);
    ratio("students.over-floor", "Crosswalk / floor", "students.floor");
    ratio("students.over-insert", "Crosswalk / INSERT … ON CONFLICT by hand", "students.insert");
    if (knowsMerge) ratio("students.over-merge", "Crosswalk / MERGE by hand", "students.merge");
    ratio("students.over-prisma", "Crosswalk / Prisma row by row", "students.prisma");
  },
};

/** Runs a migration whose time does not count, and takes down what it wrote. */
async function rehearse(bench: Bench, { database, expected }: StudentsTemplate): Promise<readonly StoredTable[]> {
  bench.say("a first migration, whose time does not count");
  return withDatabase(bench.server, database, async ({ url }) => {
    await migrateAfresh(bench, { databaseUrl: url }, { pipeline: "students" });
    bench.record.compare("Crosswalk, rehearsal", expectedRows(expected), await countRows(url));
    return dumpStoredRows(database.url, url, bench.folder);
  });
}

async function floor(
  { server, record, say }: Bench,
  { database }: StudentsTemplate,
  stored: readonly StoredTable[],
  round: number,
): Promise<void> {
  say(`round ${round + 1}: the floor`);
  await withDatabase(server, database, async ({ url }) => {
    const { readMs, storeMs } = await measureStudentsFloor(url, stored);
    const ms = (name: string, label: string, sample: number) => record.add({ name, label, unit: "ms" }, sample);
    ms("students.floor", "floor: the two below, one after the other", readMs + storeMs);
    ms("students.floor.read", "floor: COPY out of the legacy columns, thrown away", readMs);
    ms("students.floor.store", "floor: COPY in of the rows that a migration stores, one transaction", storeMs);
  });
}

async function crosswalk(bench: Bench, { database, expected, students }: StudentsTemplate, round: number) {
  const { server, record, say } = bench;
  say(`round ${round + 1}: Crosswalk`);
  await withDatabase(server, database, async ({ url }) => {
    const crosswalk = await startCrosswalk(bench, { databaseUrl: url });
    try {
      const input = { pipeline: "students" };
      const { answer: first, peak } = await withPostgresMemory(url, () => migrate(crosswalk, input));
      const { read, created, rejected } = first.migration.rows ?? { read: 0, created: 0, rejected: 0 };
      record.compare(`Crosswalk, round ${round + 1}`, expectedRows(expected), await countRows(url));
      record.compare(
        `Crosswalk's own counts, round ${round + 1}`,
        { read: expected.rows, created: expected.created, rejected: expected.rejected },
        { read, created, rejected },
      );
      const ms = (name: string, label: string, sample: number) => record.add({ name, label, unit: "ms" }, sample);
      ms(
        "students.crosswalk",
        `Crosswalk: first load of ${students} rows, startMigration to the event of its end`,
        first.ms,
      );
      for (const stage of stageNames(first.migration))
        ms(`students.crosswalk.${stage}`, `Crosswalk: stage ${stage}`, stageMs(first.migration, stage));
      const bytes = "bytes" as const;
      record.add(
        { name: "students.node", label: "Crosswalk: peak memory of Node", unit: bytes },
        await crosswalk.peakMemory(),
      );
      record.add(
        { name: "students.postgres", label: "Crosswalk: peak memory of PostgreSQL, sampled", unit: bytes },
        peak,
      );

      await settle(url);
      const again = await migrate(crosswalk, input);
      const { created: more, updated, unchanged } = again.migration.rows ?? { created: 0, updated: 0, unchanged: 0 };
      record.compare(
        `Crosswalk again, round ${round + 1}`,
        { created: 0, updated: 0, unchanged: expected.created },
        { created: more, updated, unchanged },
      );
      ms("students.unchanged", "Crosswalk: a second migration, all unchanged", again.ms);
    } finally {
      await crosswalk.stop();
    }
  });
}

async function byHand(
  { server, record, say }: Bench,
  { database, expected }: StudentsTemplate,
  round: number,
  name: string,
  label: string,
  upsert: (url: string) => Promise<void>,
): Promise<void> {
  say(`round ${round + 1}: ${label}`);
  await withDatabase(server, database, async ({ url }) => {
    const { ms } = await timed(() => upsert(url));
    record.compare(`${label}, round ${round + 1}`, expectedRows(expected), await countRows(url));
    record.add({ name: `students.${name}`, label, unit: "ms" }, ms);
    await upsert(url);
    record.compare(`${label} again, round ${round + 1}`, expectedRows(expected), await countRows(url));
  });
}

async function rowByRow({ server, record, say }: Bench, { database, expected }: StudentsTemplate, round: number) {
  say(`round ${round + 1}: Prisma row by row`);
  await withDatabase(server, database, async ({ url }) => {
    const { rows, ms } = await upsertRowByRow(url, ROW_BY_ROW);
    const { persons = 0, students = 0 } = await countRows(url);
    record.compare(`Prisma, round ${round + 1}`, { persons: rows, students: rows }, { persons, students });
    const label = `Prisma: an upsert a row, ${rows} rows measured and extrapolated to all`;
    record.add({ name: "students.prisma", label, unit: "ms" }, (ms * expected.created) / rows);
  });
}
