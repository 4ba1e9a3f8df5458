import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type GivenRow, openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
beforeEach(async () => {
  await scenario.forget();
  await scenario.addSponsors("RSF", "ABC");
});
afterAll(() => scenario.close());

const SECRET = "Zephyrine";
const ROWS: readonly GivenRow[] = Array.from({ length: 10 }, (_, i) => ({
  id: String(i + 1),
  name: `${i === 3 ? SECRET : "Sok"} Dara <RSF>`,
  emg_contact_person: i === 3 ? SECRET : "Keo Ny",
  email: `${i === 3 ? SECRET : "x"}@school.example`,
}));

/** What makes the database refuse student 4, and nobody else. */
const REFUSALS = [
  ["sis.persons", `check (family_name <> '${SECRET.toUpperCase()}')`],
  ["sis.students", "check (student_id <> 4)"],
  ["sis.emergency_contacts", `check (name <> '${SECRET}')`],
  ["sis.sponsorships", "check (student_id <> 4)"],
] as const;

async function whileRefused<T>(table: string, condition: string, work: () => Promise<T>): Promise<T> {
  const { pool } = scenario.database;
  await pool.query(`alter table ${table} add constraint not_this_one ${condition} not valid`);
  return work().finally(() => pool.query(`alter table ${table} drop constraint not_this_one`));
}

describe.each(REFUSALS)("a row that %s refuses", (table, condition) => {
  it.each([1, 2, 7, 1000])("is rejected alone, in batches of %i", async (batchSize) => {
    await scenario.fill(ROWS);
    const migration = await whileRefused(table, condition, () => scenario.migrate({ batchSize }));

    expect(migration.status).toBe("SUCCEEDED");
    expect(migration.counts).toEqual({ rows: 10, created: 9, updated: 0, unchanged: 0, rejected: 1 });
    expect(migration.effects).toEqual(
      Object.fromEntries(
        ["persons", "students", "emergency_contacts", "sponsorships"].map((entity) => [entity, { created: 9 }]),
      ),
    );
    expect(migration.detections).toEqual({ NEW: 9 });
    expect(migration.rejections.map(({ id, reason }) => [id, reason])).toEqual([["4", "database_error"]]);
    expect(migration.rejections[0]?.message).toContain("not_this_one");
    expect(migration.rejections[0]?.message.toUpperCase()).not.toContain(SECRET.toUpperCase());
    expect(migration.rejections[0]?.row).toMatchObject(ROWS[3] as GivenRow);
    expect(migration.changes.filter((line) => line.split(" ")[1] === "4")).toEqual([]);

    const students = await scenario.students();
    expect(Object.keys(students)).toEqual(["1", "2", "3", "5", "6", "7", "8", "9", "10"]);
    for (const student of Object.values(students))
      expect(student).toMatchObject({ contacts: ["Keo Ny"], sponsorships: ["RSF"] });
  });

  it("stays as it was in all its tables, and is taken once nothing refuses it", async () => {
    await scenario.fill(ROWS.map((row) => ({ ...row, name: "Ly <ABC>", emg_contact_person: "Ny", email: null })));
    await scenario.migrate();
    await scenario.fill(ROWS);
    const before = (await scenario.students())["4"];
    const migration = await whileRefused(table, condition, () => scenario.migrate({ batchSize: 7 }));
    expect(migration.counts).toEqual({ rows: 10, created: 0, updated: 9, unchanged: 0, rejected: 1 });
    expect(migration.effects.sponsorships).toEqual({ created: 9, ended: 9 });
    expect((await scenario.students())["4"]).toEqual(before);

    const next = await scenario.migrate();
    expect(next.counts).toEqual({ rows: 10, created: 0, updated: 1, unchanged: 9, rejected: 0 });
    expect((await scenario.students())["4"]).toMatchObject({
      person: { family_name: SECRET.toUpperCase() },
      contacts: [SECRET],
      sponsorships: ["ABC ended", "RSF"],
    });
  });
});

describe("rows that a trigger refuses", () => {
  beforeAll(async () => {
    await scenario.database.pool.query(`
      create function public.refuse() returns trigger language plpgsql as
        $$ begin
          if new.student_id % 3 = 0 then raise exception 'no % %', new.student_id, '${SECRET}'; end if;
          return new;
        end $$`);
  });
  const whileTriggered = async <T>(event: string, work: () => Promise<T>): Promise<T> => {
    const { pool } = scenario.database;
    await pool.query(
      `create trigger refuse before ${event} on sis.students for each row execute function public.refuse()`,
    );
    return work().finally(() => pool.query("drop trigger refuse on sis.students"));
  };

  it.each([1, 2, 7, 1000])("are rejected one by one, in batches of %i", async (batchSize) => {
    await scenario.fill([...ROWS, { id: "x" }, { id: "11" }, { id: "11" }]);
    const migration = await whileTriggered("insert", () => scenario.migrate({ batchSize }));
    expect(migration.counts).toEqual({ rows: 13, created: 7, updated: 0, unchanged: 0, rejected: 6 });
    const refused = migration.rejections.filter(({ reason }) => reason === "database_error");
    expect(refused.map(({ id }) => id)).toEqual(["3", "6", "9"]);
    for (const { message } of refused) expect(message).not.toContain(SECRET);
    expect(migration.duplicates).toBe(1);
  });

  it("are rejected also where nothing of them but the mark is to be written", async () => {
    await scenario.fill(ROWS);
    await scenario.migrate();
    await scenario.fill(ROWS.map((row) => ({ ...row, name: ` ${row.name}` })));
    const migration = await whileTriggered("update", () => scenario.migrate());
    expect(migration.status).toBe("SUCCEEDED");
    expect(migration.counts).toEqual({ rows: 10, created: 0, updated: 0, unchanged: 7, rejected: 3 });
    expect((await scenario.migrate()).detections).toEqual({ CONTENT: 3 });
  });
});
