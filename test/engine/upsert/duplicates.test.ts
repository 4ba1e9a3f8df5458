import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type GivenRow, type Migrated, openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
beforeEach(() => scenario.forget());
afterAll(() => scenario.close());

/** The duplicates of a migration: each rejected row's id and name, with those that it clashes with. */
function clashes({ rejections }: Migrated): string[] {
  const called = (row: Readonly<Record<string, unknown>>) => `${JSON.stringify(row.id)} ${String(row.name)}`;
  return rejections
    .filter(({ reason }) => reason === "duplicate_student_id")
    .map(({ row }) => `${called(row)} with ${(row.others as Record<string, unknown>[]).map(called).join(" and ")}`);
}

const DORA: GivenRow = { id: "18001", name: "Sok Dora", modified_date: "2024-08-20" };
const DARA: GivenRow = { id: " 018001 ", name: "Sok Dara", modified_date: "2023-01-01" };
const PAIR = ['" 018001 " Sok Dara with "18001" Sok Dora', '"18001" Sok Dora with " 018001 " Sok Dara'];

describe("two rows of one student id", () => {
  it("are both rejected, each with the other's values, and counted once as rows and once as a cluster", async () => {
    await scenario.fill([{ id: "1" }, DORA, { id: "2" }, DARA]);
    const migration = await scenario.migrate();
    expect(clashes(migration)).toEqual(PAIR);
    expect(migration.counts).toEqual({ rows: 4, created: 2, updated: 0, unchanged: 0, rejected: 2 });
    expect(migration.duplicates).toBe(1);
    expect(Object.keys(await scenario.students())).toEqual(["1", "2"]);
    expect(migration.rejections[0]?.row).toMatchObject({ ...DARA, others: [{ ...DORA }] });
  });

  it("equal to the last letter are both rejected, too", async () => {
    await scenario.fill([{ id: "7" }, { id: "7" }]);
    const migration = await scenario.migrate();
    expect(clashes(migration)).toEqual(['"7" Sok Dara with "7" Sok Dara', '"7" Sok Dara with "7" Sok Dara']);
    expect(migration.counts).toMatchObject({ rows: 2, rejected: 2, created: 0 });
  });

  it("or three of them", async () => {
    await scenario.fill(["7", "007", "7 "].map((id) => ({ id, name: `Ly ${id.length}` })));
    const migration = await scenario.migrate();
    expect(clashes(migration)).toEqual([
      '"007" Ly 3 with "7" Ly 1 and "7 " Ly 2',
      '"7" Ly 1 with "007" Ly 3 and "7 " Ly 2',
      '"7 " Ly 2 with "007" Ly 3 and "7" Ly 1',
    ]);
    expect(migration.duplicates).toBe(1);
  });

  it.each([
    ["modified since", { modifiedSince: "2024-08-01" }],
    ["modified since, to the hour", { modifiedSince: "2024-08-20T00:00:00Z", idRange: { from: 1, to: 20_000 } }],
    ["forced", { modifiedSince: "2024-08-01", forceUpdate: true }],
    ["row by row", { modifiedSince: "2024-08-01", batchSize: 1 }],
  ])("are both rejected when only one of them is selected: %s", async (_, options) => {
    await scenario.fill([DORA, DARA, { id: "2", modified_date: "2023-01-01" }]);
    const migration = await scenario.migrate(options);
    expect(clashes(migration)).toEqual(PAIR);
    expect(migration.counts).toEqual({ rows: 2, created: 0, updated: 0, unchanged: 0, rejected: 2 });
  });

  it.each([
    ["neither was modified since", { modifiedSince: "2024-08-21" }],
    ["neither is in the range", { idRange: { from: 1, to: 18_000 } }],
  ])("are not spoken of when none is selected: %s", async (_, options) => {
    await scenario.fill([DORA, DARA]);
    const migration = await scenario.migrate(options);
    expect(migration.rejections).toEqual([]);
    expect(migration.counts.rows).toBe(0);
  });

  it("leave the student that is there as it is, in every mode", async () => {
    await scenario.fill([DORA]);
    await scenario.migrate();
    const before = await scenario.everyRow();
    await scenario.fill([{ ...DORA, name: "Keo Dora" }, DARA]);
    for (const mode of ["UPSERT", "UPDATE_ONLY", "CREATE_ONLY"] as const) {
      const migration = await scenario.migrate({ mode, forceUpdate: true });
      expect(migration.counts).toMatchObject({ rows: 2, rejected: 2 });
      expect(migration.rejections.map(({ reason }) => reason)).toEqual(Array(2).fill("duplicate_student_id"));
    }
    expect(await scenario.everyRow()).toBe(before);
  });

  it("are taken once one of them is gone", async () => {
    await scenario.fill([DORA, DARA]);
    await scenario.migrate();
    await scenario.fill([DARA]);
    expect((await scenario.migrate()).counts).toEqual({ rows: 1, created: 1, updated: 0, unchanged: 0, rejected: 0 });
  });
});

describe("rows whose ids are no student ids", () => {
  it("are no duplicates of each other, however alike", async () => {
    await scenario.fill([{ id: "x" }, { id: "x" }, { id: null }, { id: null }, { id: "NULL" }, { id: "99999999999" }]);
    const migration = await scenario.migrate();
    expect(migration.counts).toEqual({ rows: 6, created: 0, updated: 0, unchanged: 0, rejected: 6 });
    expect(migration.duplicates).toBe(0);
    expect(migration.rejections.map(({ id, reason }) => `${id}: ${reason}`).toSorted()).toEqual([
      "99999999999: data_validation_error",
      ": missing_critical_data",
      ": missing_critical_data",
      "NULL: missing_critical_data",
      "x: data_validation_error",
      "x: data_validation_error",
    ]);
  });
});

describe("an id with spaces and leading zeros", () => {
  it("is the student's own, however it is written the next time", async () => {
    await scenario.fill([{ id: "18001" }]);
    await scenario.migrate();
    await scenario.fill([{ id: "\t0018001 ", name: "Keo Dara" }]);
    const migration = await scenario.migrate();
    expect(migration.changes[0]).toBe("persons 18001 family_name: SOK → KEO UPDATED CONTENT");
    expect(Object.keys(await scenario.students())).toEqual(["18001"]);
  });
});

describe("among many rows", () => {
  it("more duplicates than are looked up at once are all found, however they are written", async () => {
    // The first pair is one id, so that a thousand ids end between the rows of a pair.
    const pairs = Array.from({ length: 1_300 }, (_, i) => [String(i + 1), i === 0 ? "1" : `0${i + 1}`]);
    await scenario.fill([...pairs.flat(), "9001", "9002", "9003"].map((id) => ({ id })));
    const migration = await scenario.migrate({ batchSize: 2 });
    expect(migration.counts).toEqual({ rows: 2_603, created: 3, updated: 0, unchanged: 0, rejected: 2_600 });
    expect(migration.duplicates).toBe(1_300);
    expect(Object.keys(await scenario.students())).toEqual(["9001", "9002", "9003"]);
  });

  it("a selection of more than are looked up finds its duplicates among all rows", async () => {
    await scenario.fill([
      DORA,
      { id: "2", modified_date: "2023-01-01" },
      { id: "02" },
      { id: "3" },
      { id: "3" },
      { id: null },
    ]);
    await scenario.database.pool.query(
      `insert into legacy.legacy_students (id, name, modified_date)
       select 100000 + i, 'Sok Dara', '2024-08-02' from generate_series(1, 20001) i`,
    );
    const { counts, rejections } = await scenario.migrate({ modifiedSince: "2024-01-01", dryRun: true });
    expect(counts).toEqual({ rows: 20_007, created: 20_002, updated: 0, unchanged: 0, rejected: 5 });
    expect(rejections.map(({ id, reason }) => `${id} ${reason}`)).toEqual([
      " missing_critical_data",
      "02 duplicate_student_id",
      "2 duplicate_student_id",
      "3 duplicate_student_id",
      "3 duplicate_student_id",
    ]);
  });

  it("a crowd of one id is rejected with some of the others, and not each with all", async () => {
    await scenario.fill(Array.from({ length: 300 }, (_, i) => ({ id: "5", name: `Ly ${i}` })));
    const { counts, rejections } = await scenario.migrate();
    expect(counts).toEqual({ rows: 300, created: 0, updated: 0, unchanged: 0, rejected: 300 });
    expect(new Set(rejections.map(({ row }) => (row.others as unknown[]).length))).toEqual(new Set([20]));
    expect(rejections[0]?.message).toContain("300 rows");
  });

  it.each([
    [2, { rows: 2, created: 2, rejected: 0 }],
    // The third row is one of two: both of them are spoken of.
    [3, { rows: 4, created: 2, rejected: 2 }],
    [4, { rows: 4, created: 2, rejected: 2 }],
  ])("only those within a limit of %i are spoken of", async (limit, counts) => {
    await scenario.fill(["1", "2", "3", "3", "4", "4"].map((id) => ({ id })));
    expect((await scenario.migrate({ limit })).counts).toEqual({ ...counts, updated: 0, unchanged: 0 });
  });
});
