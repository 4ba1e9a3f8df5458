import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TargetRefusal, type UpsertBatch } from "../../../../server/core/upsert/target.js";
import { type TestDatabase } from "../../../helpers/database.js";
import {
  emptyTables,
  everyRow,
  openScene,
  openStudentDatabase,
  rejection,
  type Scene,
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
  await scene.write([wish(1), wish(2)]);
});

async function everything(): Promise<unknown> {
  const tables = ["changes", "rejections", "entity_effects", "model_results", "unknown_codes", "watermarks"];
  const log = await Promise.all(tables.map((table) => scene.rows(`select * from crosswalk.${table} order by 1, 2`)));
  return [await everyRow(database.pool), log];
}

/** The refusal of a batch, of which nothing may be kept. */
async function refusalOf(batch: UpsertBatch): Promise<string> {
  const before = await everything();
  const error = await scene.keep(batch).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(TargetRefusal);
  expect(await everything()).toEqual(before);
  return (error as Error).message;
}

const REST = { rejections: [rejection("9")], skipped: 1, unknownCodes: new Map([["NO", 1]]) };
const LONG = "secret".repeat(20);

const refused: readonly (readonly [string, Wish, RegExp])[] = [
  ["an unknown country", wish(3, { persons: { citizenship: "x1" } }), /persons .*persons_citizenship.*23514/],
  ["a longer country", wish(3, { persons: { citizenship: "xyz" } }), /too long.*22001/],
  ["a long province", wish(3, { persons: { birth_province: LONG } }), /too long.*22001/],
  ["no family name", wish(3, { persons: { family_name: "" } }), /persons_named.*23514/],
  ["a missing name", wish(3, { persons: { personal_name: null } }), /persons .*column personal_name.*23502/],
  ["a gender that there is not", wish(3, { persons: { preferred_gender: LONG } }), /none of those.*22P02/],
  ["a day that there is not", wish(3, { persons: { date_of_birth: "2001-02-30" } }), /no such date.*22008/],
  ["no date at all", wish(3, { students: { last_enrollment_date: LONG } }), /date can't be read.*22007/],
  ["a character that can't be stored", wish(3, { persons: { khmer_name: "secret\0" } }), /character.*22021/],
  ["a student id that is too large", wish(3_000_000_000), /out of range.*22003/],
  ["a contact without a name", wish(3, { emergency_contacts: { name: null } }), /contacts .*column name.*23502/],
  ["a sponsorship of a wrong type", wish(3, { sponsorships: { sponsorship_type: "X" } }), /sponsorships .*22P02/],
  ["a sponsor that there is not", wish(3, { sponsorships: { sponsor: "NO" } }), /sponsorships.*still as they were/],
  ["a wrong change", wish(1, { persons: { citizenship: "x1" } }), /persons_citizenship/],
  ["a change that is too long", wish(1, { persons: { citizenship: "xyz" } }), /too long/],
];

describe("a value that can't be taken keeps the whole batch out", () => {
  test.each(refused)("%s", async (_, bad, message) => {
    const batch = await scene.batch([wish(4), wish(2, { emergency_contacts: null }), bad], REST);
    const said = await refusalOf(batch);
    expect(said).toMatch(message);
    expect(said).not.toMatch(/secret|xyz|x1|2001-/);
    await scene.keep(await scene.batch([wish(4), wish(2, { emergency_contacts: null })], REST));
    expect((await scene.target.current([2])).get(2)?.emergency_contacts).toBeNull();
  });

  test("what somebody else created, changed or deleted meanwhile", async () => {
    const creation = await scene.batch([wish(5)]);
    await scene.write([wish(5)]);
    expect(await refusalOf(creation)).toMatch(/students_pkey.*23505/);

    const update = await scene.batch([wish(1, { emergency_contacts: { name: "Ny" } })]);
    const deletion = await scene.batch([wish(1, { emergency_contacts: null })]);
    const end = await scene.batch([wish(1, { sponsorships: null })]);
    await database.pool.query("delete from sis.emergency_contacts");
    await database.pool.query("update sis.sponsorships set end_date = start_date");
    for (const batch of [update, deletion, end]) expect(await refusalOf(batch)).toMatch(/still as they were/);
  });

  test("an error that is not about the rows passes", async () => {
    const batch = await scene.batch([wish(3)]);
    const unknown = { ...batch, migrationId: -1 };
    await expect(scene.keep(unknown)).rejects.toThrow(/entity_effects_migration_id_fkey/);
    await expect(scene.keep(unknown)).rejects.not.toBeInstanceOf(TargetRefusal);
    expect((await scene.target.known([3])).size).toBe(0);
  });
});

describe("the tables make wrong data impossible", () => {
  test.each([
    [
      "a second primary contact",
      "insert into sis.emergency_contacts (person_id, name, relationship) select person_id, 'x', 'x' from sis.students",
      /emergency_contacts_one_primary_a_person/,
    ],
    [
      "a second active sponsorship of one sponsor",
      `insert into sis.sponsorships (student_id, sponsor_id, sponsorship_type, start_date)
       select student_id, sponsor_id, 'FULL', '2020-01-01' from sis.sponsorships`,
      /sponsorships_one_active_a_student_and_sponsor/,
    ],
    [
      "a second student of one id",
      `with person as (insert into sis.persons (family_name, personal_name, preferred_gender, citizenship)
                       values ('A', 'B', 'MALE', 'KH') returning id)
       insert into sis.students (student_id, person_id, is_monk, is_transfer_student, current_status)
       select 1, id, false, false, 'ACTIVE' from person`,
      /students_pkey/,
    ],
    ["an end before the start", "update sis.sponsorships set end_date = '1999-01-01'", /sponsorships_end_after_start/],
  ])("%s", async (_, sql, constraint) => {
    await expect(database.pool.query(sql)).rejects.toThrow(constraint);
  });

  test("a contact beside the primary one is left alone", async () => {
    await database.pool.query(
      `insert into sis.emergency_contacts (person_id, name, relationship, is_primary)
       select person_id, 'second', 'x', false from sis.students`,
    );
    await scene.write([wish(1, { emergency_contacts: null }), wish(2, { emergency_contacts: { name: "Ny" } })]);
    expect(await scene.rows("select name, is_primary from sis.emergency_contacts order by 2, 1")).toEqual([
      { name: "second", is_primary: false },
      { name: "second", is_primary: false },
      { name: "Ny", is_primary: true },
    ]);
  });
});
