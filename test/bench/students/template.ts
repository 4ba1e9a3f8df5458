import { type ExpectedDay, expectedStudents } from "../../../prisma/sample/students/expected.js";
import { loadStudentsSample } from "../../../prisma/sample/students/load.js";
import { importSampleSponsors } from "../../../prisma/sample/students/sponsors.js";
import type { Bench } from "../case.js";
import type { Counts } from "../measure/counts.js";
import { prepareSchema, settle } from "../place/prepare.js";
import type { BenchDatabase } from "../place/server.js";
import { oneRow, withSession } from "../place/session.js";

export const LEGACY = "legacy";

/** The fewest rows that hold some of everything. */
const FEWEST = 500;

/** A database with Crosswalk's empty tables, the sponsors and the legacy students, to be copied for each measurement. */
export interface StudentsTemplate {
  readonly database: BenchDatabase;
  readonly students: number;
  readonly expected: ExpectedDay;
}

/** So many students at scale 1, at another scale in proportion. */
export function studentsAt(scale: number, atScale1: number): number {
  return Math.max(FEWEST, Math.round(atScale1 * scale));
}

export async function makeStudentsTemplate(bench: Bench, students: number): Promise<StudentsTemplate> {
  bench.say(`makes ${students} legacy students`);
  const database = await bench.server.createDatabase();
  await prepareSchema(database.url, bench.folder);
  await loadStudentsSample({ url: database.url, schema: LEGACY, students, seed: bench.seed, day: 1 });
  await importSampleSponsors(database.url);
  await settle(database.url);
  return { database, students, expected: expectedStudents(students).day1 };
}

/** What a first load of all rows must leave in our tables. */
export function expectedRows({ created, contacts, sponsorships }: ExpectedDay): Counts {
  return { persons: created, students: created, contacts: contacts.created, sponsorships: sponsorships.created };
}

/** What is in our tables. */
export async function countRows(url: string): Promise<Counts> {
  return withSession(url, (session) =>
    oneRow<Record<string, number>>(
      session,
      `select (select count(*)::int from sis.persons) as persons, (select count(*)::int from sis.students) as students,
              (select count(*)::int from sis.emergency_contacts) as contacts,
              (select count(*)::int from sis.sponsorships) as sponsorships`,
    ),
  );
}
