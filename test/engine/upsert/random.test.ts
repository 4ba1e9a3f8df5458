import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { MigrationOptions } from "../../../server/core/options.js";
import {
  type GivenRow,
  type LegacyColumn,
  openStudents,
  type StudentsScenario,
} from "../../helpers/students-scenario.js";
import { MigrationOracle } from "./migration-oracle.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
afterAll(() => scenario.close());

const NOTHING = [null, "", "  ", "NULL", " NULL "];
const LONG_PLACE = "the village behind the old market of kampong trabaek in prey veng";
const NAMES = ["Sok Dara", " keo NY", "Ly", "Chan Ny  Ra", "សុខ ដារ៉ា", "$$Sok Dara", "$$ Ly #", "12", "$$", "[gone]"];
const NOTES = ["", "<RSF>", " <abc>", "{RSF}", " {None}", "<>", " [old]", " <ABC>{RSF}", " <> <rsf>"];

/** Values of each column: some of them dirty, and few of them, so that rows often stay as they are. */
const CELLS: Readonly<Record<LegacyColumn, fc.Arbitrary<string | null>>> = {
  id: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom("1", "2", "3", "4", "5", "6", "7", "8", " 02", "003 ", "2147483647") },
    { weight: 1, arbitrary: fc.constantFrom("x", "1.5", "1e1", "99999999999", ...NOTHING) },
  ),
  name: fc.oneof(
    {
      weight: 9,
      arbitrary: fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NOTES)).map((parts) => parts.join("")),
    },
    { weight: 1, arbitrary: fc.constantFrom(...NOTHING) },
  ),
  kname: fc.constantFrom("សុខ", " ដារ៉ា ", ...NOTHING),
  birth_date: fc.oneof(
    {
      weight: 9,
      arbitrary: fc.constantFrom("2001-02-03", " 2000-02-29 00:00:00.000", "1999-12-31T10:00:00Z", ...NOTHING),
    },
    { weight: 1, arbitrary: fc.constantFrom("31/12/1999", "2001-02-30", "1900-02-29", "soon") },
  ),
  birth_place: fc.constantFrom("Phnom Penh", "phnompenh", " Siem Reap", LONG_PLACE, ...NOTHING),
  gender: fc.constantFrom("M", "F", " MONK", "X", ...NOTHING),
  nationality: fc.constantFrom("Khmer", "US", " lao", "12", "K-orea", ...NOTHING),
  email: fc.constantFrom("a@example.com", " b@example.com", 'O\'Neil \\ "x"\t{}', ...NOTHING),
  school_email: fc.constantFrom("a@school.example", ...NOTHING),
  transfer: fc.constantFrom("Yes", "no", ...NOTHING),
  lastenroll: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom("2020-01-01", "2021-12-31 08:00:00", ...NOTHING) },
    { weight: 1, arbitrary: fc.constantFrom("0000-00-00", "2021-13-01") },
  ),
  emg_contact_person: fc.constantFrom("Keo Ny", " Keo Na", ...NOTHING),
  contact_person_phone: fc.constantFrom("012 345", "+855 12", "call home", ...NOTHING),
  ipk: fc.constantFrom("1", "2", " 3 ", null, "NULL"),
  modified_date: fc.constantFrom("2024-08-01", "2024-08-02 10:00:00", "unknown", null),
  sponsor_info: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...NOTHING) },
    { weight: 1, arbitrary: fc.constantFrom("RSF", " abc ", "None") },
  ),
};

const table = fc.array(fc.record(CELLS), { maxLength: 10 });
const edit = fc.oneof(
  fc.record({ at: fc.nat(), cells: fc.record(CELLS, { requiredKeys: [] }) }),
  fc.record({ at: fc.nat(), cells: fc.record({ ipk: CELLS.ipk, name: CELLS.name, sponsor_info: CELLS.sponsor_info }) }),
  fc.record({ at: fc.nat(), cells: fc.constant(null) }),
);
const options: fc.Arbitrary<MigrationOptions> = fc.record(
  {
    mode: fc.oneof(
      { weight: 4, arbitrary: fc.constant("UPSERT" as const) },
      { weight: 1, arbitrary: fc.constantFrom("CREATE_ONLY" as const, "UPDATE_ONLY" as const) },
    ),
    changeDetection: fc.constantFrom("BOTH", "IPK", "CONTENT"),
    forceUpdate: fc.boolean(),
    batchSize: fc.constantFrom(1, 2, 3, 1000),
  },
  { requiredKeys: [] },
);
const step = fc.record({
  edits: fc.array(edit, { maxLength: 3 }),
  added: fc.array(fc.record(CELLS), { maxLength: 2 }),
  sponsors: fc.uniqueArray(fc.constantFrom("RSF", "ABC", "NONE"), { maxLength: 1 }),
  options,
});

/** A row is edited, or goes where the edit has no cells. */
function edited(rows: readonly GivenRow[], edits: readonly { at: number; cells: GivenRow | null }[]): GivenRow[] {
  const after = [...rows];
  for (const { at, cells } of edits) {
    if (after.length === 0) break;
    const place = at % after.length;
    if (cells === null) after.splice(place, 1);
    else after[place] = { ...after[place], ...cells };
  }
  return after;
}

it("whatever the rows, their edits and the options: the students and the counts are the oracle's", async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.array(step, { minLength: 2, maxLength: 4 }), async (first, steps) => {
      await scenario.forget();
      const oracle = new MigrationOracle();
      let rows: readonly GivenRow[] = first;
      for (const { edits, added, sponsors, options: given } of steps) {
        rows = [...edited(rows, edits), ...added];
        const missing = sponsors.filter((code) => !oracle.sponsors.has(code));
        for (const code of missing) oracle.sponsors.add(code);
        await scenario.addSponsors(...missing);
        await scenario.fill(rows);

        const migration = await scenario.migrate(given);
        const { counts, unknownCodes } = migration;
        const rejections = migration.rejections.map(({ id, reason }) => `${id}: ${reason}`).toSorted();
        expect(migration.status).toBe("SUCCEEDED");
        expect({ counts, rejections, unknownCodes }).toEqual(oracle.migrate(rows, given));
        expect(await scenario.students()).toEqual(oracle.students());
      }
    }),
    { numRuns: 50 },
  );
});
