import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase } from "../../../helpers/database.js";
import {
  CONTACT,
  emptyTables,
  everyRow,
  openScene,
  openStudentDatabase,
  PERSON,
  type Scene,
  SPONSORSHIP,
  STUDENT,
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

const OLD = "2020-01-01";

/** Dates every row back, so that a touched one shows. */
async function dateBack(): Promise<void> {
  for (const table of ["persons", "students", "emergency_contacts", "sponsorships"])
    await database.pool.query(`update sis.${table} set updated_at = '${OLD}'`);
}

async function touched(): Promise<readonly string[]> {
  const rows = await scene.rows(
    `select 'persons ' || student_id as row from sis.persons p join sis.students s on s.person_id = p.id where p.updated_at > '${OLD}'
     union all select 'students ' || student_id from sis.students where updated_at > '${OLD}'
     union all select 'emergency_contacts ' || student_id from sis.emergency_contacts c join sis.students s using (person_id) where c.updated_at > '${OLD}'
     union all select 'sponsorships ' || student_id from sis.sponsorships where updated_at > '${OLD}' order by 1`,
  );
  return rows.map(({ row }) => String(row));
}

describe("what is written is what is read", () => {
  test("a student with everything, and one with the least", async () => {
    const bare = wish(2, { emergency_contacts: null, sponsorships: null }, { ipk: null, contentHash: null });
    await scene.write([wish(1), bare]);
    const current = await scene.target.current([2, 1, 3]);
    expect(current).toEqual(
      new Map([
        [
          1,
          {
            persons: PERSON,
            students: { ...STUDENT, legacy_ipk: "11" },
            emergency_contacts: CONTACT,
            sponsorships: SPONSORSHIP,
          },
        ],
        [
          2,
          { persons: PERSON, students: { ...STUDENT, legacy_ipk: null }, emergency_contacts: null, sponsorships: null },
        ],
      ]),
    );
    expect(await scene.target.known([1, 2, 3, 99_999_999_999])).toEqual(
      new Map([
        [1, { ipk: "11", contentHash: "00ff" }],
        [2, { ipk: null, contentHash: null }],
      ]),
    );
  });

  test("each of many students gets its own person and contact", async () => {
    const wishes = Array.from({ length: 500 }, (_, i) =>
      wish(1000 - i, { persons: { personal_name: `P${1000 - i}` }, emergency_contacts: { name: `C${1000 - i}` } }),
    );
    await scene.write(wishes);
    const rows = await scene.rows(
      `select student_id, personal_name, c.name from sis.students s join sis.persons p on p.id = s.person_id
         join sis.emergency_contacts c on c.person_id = p.id order by 1`,
    );
    expect(rows).toHaveLength(500);
    for (const { student_id: id, personal_name, name } of rows)
      expect([personal_name, name]).toEqual([`P${String(id)}`, `C${String(id)}`]);
  });

  test("dates do not depend on the time zone or the date style of the session", async () => {
    await scene.write([wish(1)]);
    await database.pool.query("alter role current_user set datestyle = 'SQL, DMY'");
    try {
      const other = await openScene(database.pool);
      expect((await other.target.current([1])).get(1)?.persons?.date_of_birth).toBe("2001-02-03");
    } finally {
      await database.pool.query("alter role current_user reset datestyle");
    }
  });
});

describe("only rows with an effect are touched", () => {
  const states: readonly (readonly [string, Wish, readonly string[]])[] = [
    ["nothing", wish(1), []],
    ["a person's field", wish(1, { persons: { personal_name: "BORA", date_of_birth: null } }), ["persons 1"]],
    ["a student's field", wish(1, { students: { is_monk: true, current_status: "FROZEN" } }), ["students 1"]],
    ["a contact's field", wish(1, { emergency_contacts: { primary_phone: null } }), ["emergency_contacts 1"]],
    [
      "a sponsorship's field",
      wish(1, { sponsorships: { notes: "half", start_date: "2024-02-01" } }),
      ["sponsorships 1"],
    ],
    ["no contact", wish(1, { emergency_contacts: null }), []],
    ["no sponsorship", wish(1, { sponsorships: null }), ["sponsorships 1"]],
    ["another sponsor", wish(1, { sponsorships: { sponsor: "XYZ" } }), ["sponsorships 1", "sponsorships 1"]],
  ];

  test.each(states)("%s", async (_, later, expected) => {
    await scene.write([wish(1), wish(2)]);
    await dateBack();
    await scene.write([later, wish(2)]);
    expect(await touched()).toEqual(expected);
    expect((await scene.target.current([1])).get(1)).toEqual(later.wanted);
    expect((await scene.target.current([2])).get(2)).toEqual(wish(2).wanted);

    const before = await everyRow(database.pool);
    await scene.write([later, wish(2)]);
    expect(await everyRow(database.pool)).toEqual(before);
  });

  test("a mark alone is kept without touching the student", async () => {
    await scene.write([wish(1), wish(2)]);
    await dateBack();
    const { wanted } = wish(1);
    await scene.write([{ key: 1, wanted, mark: { ipk: "11", contentHash: "abcd" } }]);
    expect(await scene.target.known([1, 2])).toEqual(
      new Map([
        [1, { ipk: "11", contentHash: "abcd" }],
        [2, { ipk: "11", contentHash: "00ff" }],
      ]),
    );
    expect(await touched()).toEqual([]);
  });

  test("a changed IPK is a change of the student, and is kept with the content's fingerprint", async () => {
    await scene.write([wish(1)]);
    await dateBack();
    await scene.write([wish(1, {}, { ipk: "12", contentHash: "0102" })]);
    expect(await scene.target.known([1])).toEqual(new Map([[1, { ipk: "12", contentHash: "0102" }]]));
    expect(await touched()).toEqual(["students 1"]);
  });

  test("a field that is left out keeps what somebody else wrote", async () => {
    await scene.write([wish(1)]);
    const { start_date: _, ...noStart } = SPONSORSHIP;
    const later: Wish = { key: 1, wanted: { ...wish(1).wanted, sponsorships: { ...noStart, notes: "new" } } };
    const batch = await scene.batch([later]);
    await database.pool.query("update sis.sponsorships set start_date = '2023-12-31'");
    await scene.keep(batch);
    expect((await scene.target.current([1])).get(1)?.sponsorships).toEqual({
      ...SPONSORSHIP,
      start_date: "2023-12-31",
      notes: "new",
    });
  });
});
