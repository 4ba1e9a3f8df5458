import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ExpectedStudents, expectedStudents } from "../../prisma/sample/students/expected.js";
import { type Day, generateStudents } from "../../prisma/sample/students/generate.js";
import { loadStudentsSample } from "../../prisma/sample/students/load.js";
import { importSampleSponsors, SPONSORS, UNKNOWN_CODES } from "../../prisma/sample/students/sponsors.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { DIRT } from "./students-dirt.js";
import { figuresOf, readDay } from "./students-oracle.js";

const STUDENTS = 500;
const CODES = SPONSORS.map(({ code }) => code);

function loadInto({ url }: TestDatabase, day: Day, given: Partial<Parameters<typeof loadStudentsSample>[0]> = {}) {
  return loadStudentsSample({ url, students: STUDENTS, seed: 1, day, ...given });
}

async function count({ pool }: TestDatabase, sql: string): Promise<number> {
  return Number((await pool.query<{ count: string }>(`select count(*) from ${sql}`)).rows[0]?.count);
}

describe.each([
  { students: STUDENTS, seed: 1, withSponsorInfo: false },
  { students: STUDENTS, seed: 2, withSponsorInfo: true },
  { students: 5_000, seed: 3, withSponsorInfo: true },
])("what is expected of $students students, seed $seed, sponsor_info $withSponsorInfo", (given) => {
  let database: TestDatabase;
  let expected: ExpectedStudents;
  beforeAll(async () => {
    database = await createTestDatabase();
    const client = await database.pool.connect();
    expected = await loadInto(database, 1, given);
    await readDay(client, "day1", given.withSponsorInfo);
    expect(await loadInto(database, 2, given)).toEqual(expected);
    await readDay(client, "day2", given.withSponsorInfo);
    client.release();
  });
  afterAll(() => database.drop());

  it.each(["day1", "day2"] as const)("is in the rows of %s", async (day) => {
    const client = await database.pool.connect();
    const figures = await figuresOf(client, day, CODES);
    client.release();
    expect(figures).toEqual(expected[day]);
    expect(figures.rows).toBe(figures.created + figures.updated + figures.unchanged + figures.rejected);
  });
});

describe("what is expected", () => {
  it("has some of everything on day 2, even in the smallest sample", () => {
    const { day2 } = expectedStudents(STUDENTS);
    const { updated: _, ...sponsorships } = day2.sponsorships;
    const figures = [day2.detections, day2.rejections, day2.contacts, day2.persons, day2.students, sponsorships];
    for (const figure of figures.flatMap((each) => Object.values(each))) expect(figure).toBeGreaterThan(0);
  });

  it("adds up, and keeps its shape, at any size", () => {
    fc.assert(
      fc.property(fc.integer({ min: STUDENTS, max: 10_000_000 }), (students) => {
        const { day1, day2 } = expectedStudents(students);
        expect(day1.rows).toBe(students);
        for (const day of [day1, day2]) {
          expect(day.rows).toBe(day.created + day.updated + day.unchanged + day.rejected);
          expect(1 - day.rejected / day.rows).toBeGreaterThan(0.945);
        }
        expect(day2.unchanged / day2.rows).toBeGreaterThan(0.8);
      }),
      { numRuns: 1_000 },
    );
  });

  it("has about one in a hundred rows edited where there are many", () => {
    const { modified, rows } = expectedStudents(1_000_000).day2;
    expect(modified.rows / rows).toBeGreaterThan(0.009);
    expect(modified.rows / rows).toBeLessThan(0.016);
  });

  it.each([0, 100, 500.5, 10_000_001, Number.NaN])("refuses %d students", (students) => {
    expect(() => expectedStudents(students)).toThrow(expect.objectContaining({ code: "SAMPLE_SCALE" }));
  });
});

describe("rows", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await loadInto(database, 1);
  });
  afterAll(() => database.drop());

  it.each(DIRT)("has $what", async ({ condition, atLeast = 1 }) => {
    expect(await count(database, `legacy.legacy_students where ${condition}`)).toBeGreaterThanOrEqual(atLeast);
  });

  it("has ids twice, written alike, with spaces and with leading zeros", async () => {
    const pairs = "legacy.legacy_students a join legacy.legacy_students b on a.ctid < b.ctid and";
    expect(await count(database, `${pairs} a.id = b.id`)).toBe(1);
    expect(await count(database, `${pairs} a.id <> b.id and btrim(a.id) = btrim(b.id)`)).toBe(1);
    expect(await count(database, `${pairs} btrim(a.id) <> btrim(b.id) and ltrim(a.id, '0') = ltrim(b.id, '0')`)).toBe(
      1,
    );
  });

  it("has ids from 18000 on", async () => {
    const numbers = "(select btrim(id)::integer as id from legacy.legacy_students where id ~ '^ *[0-9]{1,9} *$') ids";
    expect(await count(database, `${numbers} where id not between 18000 and 18499`)).toBe(0);
    expect(await count(database, `${numbers} where id = 18000`)).toBe(1);
  });

  it("has no row modified on day 2 yet, and columns of text alone, one of them indexed", async () => {
    expect(await count(database, "legacy.legacy_students where modified_date like '2024-08-2%'")).toBe(0);
    const columns = "information_schema.columns where table_schema = 'legacy'";
    expect(await count(database, `${columns} and data_type <> 'text'`)).toBe(0);
    expect(await count(database, `${columns} and column_name = 'sponsor_info'`)).toBe(0);
    expect(await count(database, "pg_indexes where schemaname = 'legacy' and indexdef like '%(modified_date)'")).toBe(
      1,
    );
  });
});

describe("making it", () => {
  let database: TestDatabase;
  const rows = (seed: number, day: Day) => [...generateStudents({ students: STUDENTS, seed, day })].flat();
  const legacyRows = () => count(database, "legacy.legacy_students");
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it.each([1, 2] as const)("makes the same rows of day %i from the same seed, and others from another", (day) => {
    expect(rows(1, day)).toEqual(rows(1, day));
    expect(rows(1, day)).not.toEqual(rows(2, day));
  });

  it("leaves every row alone that nobody edited, to the last letter", () => {
    const { day1, day2 } = expectedStudents(STUDENTS);
    const before = new Set(rows(1, 1));
    expect(rows(1, 2).filter((line) => !before.has(line))).toHaveLength(day2.modified.rows);
    expect(before.size).toBe(day1.rows);
  });

  it("refuses to load over an earlier sample, unless told to replace it or to go on to day 2", async () => {
    const { day1, day2 } = await loadInto(database, 1);
    await expect(loadInto(database, 1)).rejects.toMatchObject({ code: "SAMPLE_TABLES_EXIST" });
    await loadInto(database, 2);
    expect(await legacyRows()).toBe(day2.rows);
    const told: unknown[] = [];
    await loadInto(database, 1, { replace: true, onTable: (table) => told.push(table) });
    expect(await legacyRows()).toBe(day1.rows);
    expect(told).toEqual([{ schema: "legacy", table: "legacy_students", rows: day1.rows }]);
  });

  it("never touches a table that is not a sample's, even when told to replace, or on day 2", async () => {
    await database.pool.query("comment on table legacy.legacy_students is null; delete from legacy.legacy_students");
    const foreign = { code: "SAMPLE_TABLES_NOT_OURS" };
    await expect(loadInto(database, 1, { replace: true })).rejects.toMatchObject(foreign);
    await expect(loadInto(database, 2)).rejects.toMatchObject(foreign);
    expect(await legacyRows()).toBe(0);
    await loadInto(database, 2, { schema: 'odd "schema' });
  });
});

describe("sponsors", () => {
  it("have codes that no other has, in upper case, and names", () => {
    expect(SPONSORS).toHaveLength(12);
    expect(new Set([...CODES, ...UNKNOWN_CODES]).size).toBe(CODES.length + UNKNOWN_CODES.length);
    for (const { code, name } of SPONSORS) expect([code, name]).toEqual([code.toUpperCase(), name.trim()]);
  });

  it("are imported once, however often, where there is a table for them", async () => {
    const database = await createTestDatabase();
    const all = async () => (await database.pool.query("select * from sis.sponsors order by id")).rows;
    expect(await importSampleSponsors(database.url)).toBe(true);
    const imported = await all();
    expect(imported.map(({ code, name }) => ({ code, name }))).toEqual(SPONSORS);
    await importSampleSponsors(database.url);
    expect(await all()).toEqual(imported);
    await database.pool.query("update sis.sponsors set name = 'Another' where code = 'RSF'");
    await importSampleSponsors(database.url);
    expect((await all()).map(({ name }) => name)).toEqual(SPONSORS.map(({ name }) => name));
    await database.pool.query("drop schema sis cascade");
    expect(await importSampleSponsors(database.url)).toBe(false);
    await database.drop();
  });
});
