import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase } from "../../../helpers/database.js";
import {
  emptyTables,
  everyRow,
  openScene,
  openStudentDatabase,
  type Scene,
  SPONSORSHIP,
  TODAY,
  type Wish,
  wish,
} from "./scene.js";

let database: TestDatabase;
let scene: Scene;

beforeAll(async () => {
  database = await openStudentDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await emptyTables(database.pool);
  scene = await openScene(database.pool);
});

describe("sponsorships", () => {
  test("end on the day that the effect says, and no earlier than they start", async () => {
    await scene.write([wish(1), wish(2, { sponsorships: { start_date: "2027-01-01" } })]);
    await scene.write([wish(1, { sponsorships: null }), wish(2, { sponsorships: null })]);
    expect(await scene.rows("select student_id, end_date::text from sis.sponsorships order by 1")).toEqual([
      { student_id: 1, end_date: TODAY },
      { student_id: 2, end_date: "2027-01-01" },
    ]);
    const logged = "select record_id, before, after from crosswalk.changes where effect = 'ENDED' order by 1";
    expect(await scene.rows(logged)).toEqual([
      { record_id: "1", before: null, after: TODAY },
      { record_id: "2", before: null, after: "2027-01-01" },
    ]);
  });

  test("begin on the day that the effect says where the source knows none, and keep it", async () => {
    const { start_date: _, ...noStart } = SPONSORSHIP;
    const unknownStart: Wish = { ...wish(1), wanted: { ...wish(1).wanted, sponsorships: noStart } };
    await scene.write([unknownStart]);
    const before = await everyRow(database.pool);
    await scene.write([unknownStart]);
    expect(await everyRow(database.pool)).toEqual(before);
    expect((await scene.target.current([1])).get(1)?.sponsorships?.start_date).toBe(TODAY);
  });

  test("begin anew with the same sponsor as another row", async () => {
    for (const later of [wish(1), wish(1, { sponsorships: null }), wish(1)]) await scene.write([later]);
    expect(await scene.rows("select end_date::text from sis.sponsorships order by id")).toEqual([
      { end_date: TODAY },
      { end_date: null },
    ]);
  });

  test("of several active ones the newest row is shown", async () => {
    await scene.write([wish(1)]);
    await database.pool.query(
      `insert into sis.sponsorships (student_id, sponsor_id, sponsorship_type, start_date)
       select 1, id, 'PARTIAL', '2020-01-01' from sis.sponsors where code = 'XYZ'`,
    );
    expect((await scene.target.current([1])).get(1)?.sponsorships?.sponsor).toBe("XYZ");
  });

  test.each([
    ["UNCHANGED", {}],
    ["UPDATED", { notes: "other" }],
  ])("one that stands beside the newest is not created again: %s", async (effect, fields) => {
    await scene.write([wish(1)]);
    await database.pool.query(
      `insert into sis.sponsorships (student_id, sponsor_id, sponsorship_type, start_date)
       select 1, id, 'PARTIAL', '2020-01-01' from sis.sponsors where code = 'XYZ'`,
    );
    const later = wish(1, { sponsorships: fields });
    const again = await openScene(database.pool);
    const forecast = await openScene(database.pool);
    await forecast.write([later], { dryRun: true });
    await again.write([later]);
    expect((await scene.target.current([1])).get(1)).toEqual(later.wanted);
    for (const { migrationId } of [again, forecast])
      expect(
        await scene.rows(
          `select created, updated, unchanged, ended from crosswalk.entity_effects
            where entity = 'sponsorships' and migration_id = ${migrationId}`,
        ),
      ).toEqual([{ created: 0, updated: 0, unchanged: 0, ended: 1, [effect.toLowerCase()]: 1 }]);
  });
});
