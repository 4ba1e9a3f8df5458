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
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Ids of the students that a first migration with these options creates. */
async function taken(rows: readonly GivenRow[], options: MigrationOptions): Promise<string> {
  await scenario.fill(rows);
  const { counts, status } = await scenario.migrate(options);
  expect(status).toBe("SUCCEEDED");
  const ids = Object.keys(await scenario.students());
  expect(counts).toEqual({ rows: ids.length, created: ids.length, updated: 0, unchanged: 0, rejected: 0 });
  return ids.join(" ");
}

const DATED: readonly GivenRow[] = [
  { id: "1", modified_date: "2024-08-19" },
  { id: "2", modified_date: "2024-08-20" },
  { id: "3", modified_date: "2024-08-20 14:29:59.999" },
  { id: " 04", modified_date: "2024-08-20T14:30:00Z" },
  { id: "5", modified_date: "2024-08-20 17:00:00+03:00" },
  { id: "6", modified_date: "2024-08-21" },
  { id: "7", modified_date: "yesterday, I think" },
  { id: "8", modified_date: null },
  { id: "9", modified_date: " NULL " },
  { id: "10", modified_date: "2024-08-20 09:31:00-05:00" },
];

describe("filters", () => {
  it.each<[string, MigrationOptions, string]>([
    ["a day", { modifiedSince: "2024-08-20" }, "2 3 4 5 6 7 8 9 10"],
    ["a moment", { modifiedSince: "2024-08-20T14:30:00Z" }, "4 6 7 8 9 10"],
    ["a moment in a zone", { modifiedSince: "2024-08-20T10:30:00-04:00" }, "4 6 7 8 9 10"],
    ["a moment later", { modifiedSince: "2024-08-20 14:30:00.001" }, "6 7 8 9 10"],
    ["a range, inclusive", { idRange: { from: 4, to: 6 } }, "4 5 6"],
    ["a range of one", { idRange: { from: 10, to: 10 } }, "10"],
    ["an open range", { idRange: { from: -5, to: 2_147_483_647 } }, "1 2 3 4 5 6 7 8 9 10"],
    ["a limit, by student id", { limit: 3 }, "1 2 3"],
    ["a limit above all", { limit: 100 }, "1 2 3 4 5 6 7 8 9 10"],
    ["range and limit", { idRange: { from: 4, to: 9 }, limit: 2 }, "4 5"],
    ["day and range", { modifiedSince: "2024-08-21", idRange: { from: 1, to: 7 } }, "6 7"],
    ["day and limit", { modifiedSince: "2024-08-20", limit: 2 }, "2 3"],
    ["day, range and limit", { modifiedSince: "2024-08-20", idRange: { from: 3, to: 99 }, limit: 2 }, "3 4"],
    ["all, in small batches", { modifiedSince: "2024-08-20", idRange: { from: 3, to: 7 }, batchSize: 2 }, "3 4 5 6 7"],
    ["last, without a last time", { modifiedSince: "last" }, "1 2 3 4 5 6 7 8 9 10"],
  ])("take what they say: %s", async (_, options, ids) => {
    expect(await taken(DATED, options)).toBe(ids);
  });

  it("know yesterday from the day before, and from today", async () => {
    const rows = [
      { id: "1", modified_date: `${daysAgo(2)} 23:59:59.999` },
      { id: "2", modified_date: daysAgo(1) },
      { id: "3", modified_date: `${daysAgo(0)} 00:00:01` },
    ];
    expect(await taken(rows, { modifiedSince: "yesterday" })).toBe("2 3");
  });

  it("leave rows out that are no students only where they are asked for students by number", async () => {
    await scenario.fill([{ id: "x" }, { id: null }, { id: "7" }]);
    expect((await scenario.migrate({ idRange: { from: 1, to: 9 } })).counts).toMatchObject({ rows: 1, rejected: 0 });
    expect((await scenario.migrate({ modifiedSince: "2024-01-01" })).counts).toMatchObject({ rows: 3, rejected: 2 });
  });

  it("refuse what they can't read, before anything is started", async () => {
    const { problems } = await scenario.app.migrations.start({
      pipeline: "students",
      options: { modifiedSince: "31/12/2024", idRange: { from: 2, to: 1 }, limit: 0 },
      trigger: "COMMAND_LINE",
      startedBy: null,
      idempotencyKey: null,
    });
    expect(problems.map(({ field }) => String(field)).toSorted()).toEqual([
      "options.idRange",
      "options.limit",
      "options.modifiedSince",
    ]);
  });
});
