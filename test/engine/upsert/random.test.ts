import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { MigrationOptions } from "../../../server/core/options.js";
import { type GivenRow, openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";
import { MigrationOracle } from "./migration-oracle.js";
import { anyEdit, CELLS, edited } from "./random-rows.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
afterAll(() => scenario.close());

const table = fc.array(fc.record(CELLS), { maxLength: 10 });
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
  edits: fc.array(anyEdit, { maxLength: 3 }),
  added: fc.array(fc.record(CELLS), { maxLength: 2 }),
  sponsors: fc.uniqueArray(fc.constantFrom("RSF", "ABC", "NONE"), { maxLength: 1 }),
  options,
});

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
    { numRuns: 20 },
  );
  // Some hundred migrations, one after another.
}, 300_000);
