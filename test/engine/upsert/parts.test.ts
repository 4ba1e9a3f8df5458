import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MigrationOptions } from "../../../server/core/options.js";
import { type GivenRow, openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";
import { type Blow, openDriver, type Way } from "./parts-driver.js";
import { anyEdit, CELLS, edited } from "./random-rows.js";

let scenario: StudentsScenario;
let driver: ReturnType<typeof openDriver>;
beforeAll(async () => {
  scenario = await openStudents({}, { works: false });
  driver = openDriver(scenario);
});
beforeEach(() => scenario.forget());
afterAll(async () => {
  await driver.close();
  await scenario.close();
});

const UNDISTURBED: Way = { rowsPerPart: 1_000_000, blows: [], atOnce: true };

/** More ids than in other tests, so that there is something to divide. */
const anyRow = fc.record({
  ...CELLS,
  id: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 1, max: 30 }).map(String) },
    { weight: 2, arbitrary: fc.constantFrom(" 02", "003 ", "0011", "2147483647") },
    { weight: 1, arbitrary: CELLS.id },
  ),
});
const anyOptions: fc.Arbitrary<MigrationOptions> = fc.record(
  {
    mode: fc.constantFrom("UPSERT", "UPSERT", "CREATE_ONLY", "UPDATE_ONLY"),
    forceUpdate: fc.boolean(),
    batchSize: fc.constantFrom(1, 2, 3, 5),
    modifiedSince: fc.constantFrom("2024-08-02", "last"),
    idRange: fc.constantFrom({ from: 1, to: 2_147_483_647 }, { from: 4, to: 20 }),
    limit: fc.integer({ min: 1, max: 12 }),
    dryRun: fc.boolean(),
  },
  { requiredKeys: [] },
);
function wholly(options: MigrationOptions): MigrationOptions {
  const { modifiedSince: _, limit: __, ...rest } = options;
  return rest;
}

/** Mostly whole selections: those are divided. */
const anyMigration = fc.oneof({ weight: 2, arbitrary: anyOptions.map(wholly) }, { weight: 1, arbitrary: anyOptions });
const anyBlows = fc.array(fc.constantFrom<Blow>("inside", "behind", null), { maxLength: 12 });
const anyWays = fc.tuple(
  ...[1, 2, 7, 1_000_000].map((rowsPerPart) =>
    fc.record({ rowsPerPart: fc.constant(rowsPerPart), blows: anyBlows, atOnce: fc.boolean() }),
  ),
);

describe("what comes out", () => {
  // Some rows are refused by the table, so that batches fall into halves.
  const refusal = "alter table sis.students add constraint not_these check (student_id % 5 <> 2)";
  beforeAll(() => scenario.database.pool.query(refusal));
  afterAll(() => scenario.database.pool.query("alter table sis.students drop constraint not_these"));

  it("is the same, however the rows are divided, however often a worker dies, and whatever part is first", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRow, { maxLength: 25 }),
        fc.array(anyEdit, { maxLength: 8 }),
        anyMigration,
        fc.boolean(),
        anyWays,
        async (before, edits, options, isReplay, ways) => {
          const comesTo = async (way: Way) => {
            await scenario.forget();
            await scenario.addSponsors("RSF", "ABC");
            await scenario.fill(before);
            const first = await driver.migrate({}, UNDISTURBED);
            await scenario.fill(edited(before, edits));
            return driver.everything(
              await driver.migrate({ ...options, ...(isReplay ? { rejectedOf: first } : {}) }, way),
            );
          };
          const undisturbed = await comesTo(UNDISTURBED);
          for (const way of ways) expect(await comesTo(way)).toEqual(undisturbed);
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  }, 240_000);

  const LEGACY: readonly GivenRow[] = [
    ...[1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14].map((id) => ({
      id: String(id),
      name: id === 10 ? "12" : "Sok Dara <NONE>",
      modified_date: id % 4 === 0 ? "2024-08-01" : `2024-08-${id + 10}`,
    })),
    ...["3", "03", "8", " 8", "8 "].map((id) => ({ id, modified_date: "2024-08-03" })),
    ...["x", "y", null].map((id) => ({ id, modified_date: "2024-08-05" })),
  ];
  it.each<[string, MigrationOptions, number, "each by itself" | "all"]>([
    ["all rows", { batchSize: 5 }, 1_000, "all"],
    ["all rows in three parts", { batchSize: 5 }, 6, "each by itself"],
    ["a limit", { batchSize: 3, limit: 11 }, 1_000, "all"],
    ["modified since", { batchSize: 5, modifiedSince: "2024-08-03" }, 1_000, "all"],
  ])(
    "is the same, whichever write a worker dies in or behind: %s",
    async (_, options, rowsPerPart, deaths) => {
      await scenario.fill(LEGACY);
      const comesTo = async (blows: readonly Blow[], way: Partial<Way> = {}) => {
        await scenario.forget();
        return driver.everything(await driver.migrate(options, { rowsPerPart, blows, atOnce: false, ...way }));
      };
      const undisturbed = await comesTo([], UNDISTURBED);
      expect(await comesTo([])).toEqual(undisturbed);
      const writes = driver.writes();
      expect(writes).toBeGreaterThan(5);
      for (let at = 0; deaths === "each by itself" && at < writes; at++) {
        const blow = at % 2 === 0 ? "inside" : "behind";
        expect(await comesTo([...Array<null>(at).fill(null), blow]), `${blow} write ${at}`).toEqual(undisturbed);
      }
      const inside = Array.from({ length: 4 * writes }, (_, i): Blow => (i % 2 === 0 ? "inside" : null));
      expect(await comesTo(inside), "inside each write").toEqual(undisturbed);
      expect(await comesTo(Array<Blow>(2 * writes).fill("behind")), "behind each write").toEqual(undisturbed);
    },
    240_000,
  );
});

const numbered = (from: number, to: number): GivenRow[] =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ id: String(from + i), name: "Sok Dara" }));

async function divided(rows: readonly GivenRow[], rowsPerPart: number, options: MigrationOptions = {}) {
  await scenario.fill(rows);
  const id = await driver.migrate(options, { ...UNDISTURBED, rowsPerPart });
  return driver.partsOf(id);
}

describe("the parts", () => {
  it("are ranges of as many rows each, of no less than asked for, and no more than sixteen", async () => {
    expect(await divided(numbered(1, 19), 10)).toEqual([".. 19"]);
    expect(await divided(numbered(1, 20), 10)).toEqual(["..10 10", "10.. 10"]);
    expect(await divided(numbered(1, 29), 10)).toEqual(["..15 15", "15.. 14"]);
    expect(await divided(numbered(1, 64), 1)).toHaveLength(16);
  });

  it("never part the rows of one id, and the last one has the rows without", async () => {
    const crowd = Array.from({ length: 8 }, () => ({ id: "5" }));
    expect(await divided([...numbered(1, 4), ...crowd, { id: "x" }, { id: null }], 2)).toEqual([
      "..2 2",
      "2..4 2",
      "4..5 8",
      "5.. 2",
    ]);
    expect(await divided([{ id: "x" }, { id: null }, { id: "y" }], 1)).toEqual([".. 3"]);
    expect(await divided([], 1)).toEqual([".. 0"]);
  });

  it("are those of the range that is asked for", async () => {
    expect(await divided(numbered(1, 64), 4, { idRange: { from: 11, to: 20 } })).toEqual(["..15 5", "15.. 5"]);
    expect(await divided(numbered(1, 64), 4, { idRange: { from: 100, to: 200 } })).toEqual([".. 0"]);
  });

  it.each<[string, MigrationOptions]>([
    ["modified since", { modifiedSince: "2024-01-01" }],
    ["a limit", { limit: 64 }],
  ])("are one where rows of an id may be left out: %s", async (_, options) => {
    expect(await divided(numbered(1, 64), 1, options)).toEqual([".. "]);
  });
});
