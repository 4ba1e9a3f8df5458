import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MigrationOptions } from "../../../server/core/options.js";
import { type GivenRow, openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
beforeEach(() => scenario.forget());
afterAll(() => scenario.close());

const DAY_MS = 24 * 3600 * 1000;
const student = (id: string, modified_date: string | null, more: GivenRow = {}): GivenRow => ({
  id,
  modified_date,
  ...more,
});
const FIRST = [student("1", "2024-08-01"), student("2", "2024-08-02 10:00:00.5")];
const FIRST_UNTIL = "2024-08-02T10:00:00.500Z";

async function migrate(rows: readonly GivenRow[], options: MigrationOptions = {}) {
  await scenario.fill(rows);
  return scenario.migrate(options);
}

describe("the watermark", () => {
  it("is the latest modification that was read, rejected rows among them", async () => {
    expect(await scenario.watermark()).toBe(null);
    await migrate(FIRST);
    expect(await scenario.watermark()).toBe(FIRST_UNTIL);
    await migrate([...FIRST, student("x", "2024-08-03"), student("4", "unknown"), student("5", null)]);
    expect(await scenario.watermark()).toBe("2024-08-03T00:00:00.000Z");
  });

  it("is not that of a duplicate, which a sync is to meet again until it is mended", async () => {
    const clash = ["7", "07"].map((id) => student(id, "2024-08-09"));
    await migrate([...FIRST, ...clash]);
    expect(await scenario.watermark()).toBe(FIRST_UNTIL);
    await migrate([...FIRST, ...clash], { modifiedSince: "last" });
    expect(await scenario.watermark()).toBe(FIRST_UNTIL);
    expect((await migrate([...FIRST, student("7", "2024-08-09")], { modifiedSince: "last" })).counts).toMatchObject({
      rows: 2,
      created: 1,
    });
  });

  it("never goes backwards", async () => {
    await migrate(FIRST);
    await migrate([student("1", "2024-01-01")]);
    expect(await scenario.watermark()).toBe(FIRST_UNTIL);
  });

  it("never goes into the future: what is modified before that is not missed", async () => {
    const tomorrow = new Date(Date.now() + DAY_MS).toISOString();
    const before = Date.now();
    await migrate([...FIRST, student("3", tomorrow)]);
    const until = Date.parse((await scenario.watermark()) as string);
    expect(until).toBeGreaterThanOrEqual(before);
    expect(until).toBeLessThanOrEqual(Date.now());
    const now = new Date().toISOString();
    const next = await migrate([...FIRST, student("3", tomorrow), student("4", now)], { modifiedSince: "last" });
    expect(Object.keys(await scenario.students())).toEqual(["1", "2", "3", "4"]);
    expect(next.counts).toMatchObject({ rows: 2, created: 1, unchanged: 1 });
  });

  const later = [...FIRST, student("3", "2024-08-05")];
  it.each<[string, MigrationOptions, string]>([
    ["a full run moves it", {}, "2024-08-05T00:00:00.000Z"],
    ["a sync from it on moves it", { modifiedSince: "last" }, "2024-08-05T00:00:00.000Z"],
    ["a sync from before it on moves it", { modifiedSince: "2024-08-02" }, "2024-08-05T00:00:00.000Z"],
    ["a forced run moves it", { forceUpdate: true, batchSize: 1 }, "2024-08-05T00:00:00.000Z"],
    ["a sync from after it on leaves a gap", { modifiedSince: "2024-08-02T10:00:00.501Z" }, FIRST_UNTIL],
    ["a sync of yesterday leaves a gap", { modifiedSince: "yesterday" }, FIRST_UNTIL],
    ["a dry run reads for nobody", { dryRun: true }, FIRST_UNTIL],
    ["a dry sync, too", { dryRun: true, modifiedSince: "last" }, FIRST_UNTIL],
    ["a limit leaves rows out", { limit: 100 }, FIRST_UNTIL],
    ["a range leaves rows out", { idRange: { from: 1, to: 100 } }, FIRST_UNTIL],
    ["creating only leaves edits out", { mode: "CREATE_ONLY" }, FIRST_UNTIL],
    ["updating only leaves students out", { mode: "UPDATE_ONLY" }, FIRST_UNTIL],
  ])("moves after a complete run without a gap, and no other: %s", async (_, options, until) => {
    await migrate(FIRST);
    expect((await migrate(later, options)).status).toBe("SUCCEEDED");
    expect(await scenario.watermark()).toBe(until);
  });

  it("is not set by a first sync that begins somewhere", async () => {
    await migrate(FIRST, { modifiedSince: "2024-08-02" });
    expect(await scenario.watermark()).toBe(null);
    await migrate(FIRST, { modifiedSince: "last" });
    expect(Object.keys(await scenario.students())).toEqual(["1", "2"]);
    expect(await scenario.watermark()).toBe(FIRST_UNTIL);
  });

  it("stays where it was when the migration fails", async () => {
    await migrate(FIRST);
    const { pool } = scenario.database;
    await scenario.fill(later);
    await pool.query("alter table sis.persons rename column khmer_name to kname");
    const failed = await scenario.migrate();
    await pool.query("alter table sis.persons rename column kname to khmer_name");
    expect(failed.status).toBe("FAILED");
    expect(await scenario.watermark()).toBe(FIRST_UNTIL);
    await scenario.migrate({ modifiedSince: "last" });
    expect(Object.keys(await scenario.students())).toEqual(["1", "2", "3"]);
  });
});

describe("a sync since the last time", () => {
  it("that did not run for two days picks up both", async () => {
    await migrate(FIRST);
    const dayOne = student("3", "2024-08-03 09:00:00");
    const dayTwo = student("1", "2024-08-04 09:00:00", { name: "Keo Dara" });
    const sync = await migrate([...FIRST.slice(1), dayOne, dayTwo], { modifiedSince: "last" });
    expect(sync.changes).toEqual([
      "persons 1 family_name: SOK → KEO UPDATED CONTENT",
      "persons 3 family_name: – → SOK CREATED NEW",
      "students 3 student_id: – → 3 CREATED NEW",
    ]);
    expect(await scenario.watermark()).toBe("2024-08-04T09:00:00.000Z");
  });

  it("takes rows of the very moment of the watermark, which may have come after it was read", async () => {
    await migrate(FIRST);
    const sync = await migrate([...FIRST, student("3", "2024-08-02 10:00:00.5")], { modifiedSince: "last" });
    expect(sync.counts).toEqual({ rows: 2, created: 1, updated: 0, unchanged: 1, rejected: 0 });
  });

  it("takes rows again of which nobody can say when they were modified, and writes nothing", async () => {
    const rows = [...FIRST, student("3", "19/08/2024"), student("4", null)];
    await migrate(rows);
    const before = await scenario.everyRow();
    const sync = await migrate(rows, { modifiedSince: "last" });
    expect(sync.counts).toEqual({ rows: 3, created: 0, updated: 0, unchanged: 3, rejected: 0 });
    expect(await scenario.everyRow()).toBe(before);
  });
});
