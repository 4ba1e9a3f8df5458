import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase } from "../../../helpers/database.js";
import {
  CONTACT,
  emptyTables,
  everyRow,
  openScene,
  openStudentDatabase,
  SPONSORSHIP,
  type Wish,
  wish,
} from "./scene.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await openStudentDatabase();
});
afterAll(() => database.drop());

const contact = fc.option(fc.constantFrom({ ...CONTACT }, { ...CONTACT, name: "Keo", primary_phone: null }), {
  nil: null,
});
const sponsorship = fc.option(
  fc.constantFrom({ ...SPONSORSHIP }, { ...SPONSORSHIP, sponsor: "XYZ" }, { ...SPONSORSHIP, notes: "n" }),
  { nil: null },
);
const state = (key: number) =>
  fc
    .record({
      name: fc.constantFrom("DARA", "BORA", "O'NEIL", 'Q"\\{},\n\t', "NULL", ""),
      province: fc.constantFrom(null, "kandal", ""),
      monk: fc.boolean(),
      emergency_contacts: contact,
      sponsorships: sponsorship,
      hash: fc.constantFrom("00", "ff", null),
    })
    .map(({ name, province, monk, hash, ...rest }) =>
      wish(
        key,
        { persons: { personal_name: name, birth_province: province }, students: { is_monk: monk }, ...rest },
        { ipk: name, contentHash: hash },
      ),
    );
const day = fc
  .uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 })
  .chain((keys) => fc.tuple(...keys.map(state)) as fc.Arbitrary<Wish[]>);

test("whatever the batch's mix: the wanted state, counted right, and nothing at all the second time", async () => {
  await fc.assert(
    fc.asyncProperty(day, day, async (first, second) => {
      await emptyTables(database.pool);
      const before = await openScene(database.pool);
      await before.write(first);
      const scene = await openScene(database.pool);
      const batch = await scene.batch(second);
      await scene.keep(batch);

      const wanted = new Map([...first, ...second].map((each) => [each.key, each]));
      const keys = [...wanted.keys()];
      const current = await scene.target.current(keys);
      const known = await scene.target.known(keys);
      for (const [key, each] of wanted) {
        expect(current.get(key)).toEqual(each.wanted);
        expect(known.get(key)).toEqual(each.mark);
      }

      const counted = await scene.rows(
        `select entity, created, updated, unchanged, deleted, ended from crosswalk.entity_effects
          where migration_id = ${scene.migrationId} order by entity`,
      );
      const effects = batch.writes.flatMap((write) => write.effects);
      const count = (entity: unknown, kind: string) =>
        effects.filter((each) => each.entity === entity && each.effect === kind).length;
      expect(counted.map(({ entity }) => entity)).toEqual([
        "emergency_contacts",
        "persons",
        "sponsorships",
        "students",
      ]);
      for (const { entity, ...counts } of counted)
        for (const [kind, number] of Object.entries(counts)) expect(number).toBe(count(entity, kind.toUpperCase()));

      const rows = await everyRow(database.pool);
      await scene.write(second);
      expect(await everyRow(database.pool)).toEqual(rows);
    }),
    { numRuns: 40 },
  );
});
