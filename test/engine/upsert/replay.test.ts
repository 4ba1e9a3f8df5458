import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type GivenRow, openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
beforeEach(() => scenario.forget());
afterAll(() => scenario.close());

const BROKEN: readonly GivenRow[] = [
  { id: "1" },
  { id: " 02", birth_date: "31/12/1999" },
  { id: "3", name: null },
  { id: "4", name: "12" },
  { id: "x'\\5" },
  { id: null, name: "Keo Ny" },
  { id: "6", name: "Ly Ra" },
  { id: "06 ", name: "Ly Re" },
];
const MENDED: readonly GivenRow[] = [
  { id: "1", name: "Keo Dara" },
  { id: " 02", birth_date: "1999-12-31" },
  { id: "3", name: "Sok Mara" },
  { id: "4", name: "12" },
  { id: "x'\\5" },
  { id: null, name: "Keo Ny" },
  { id: "6", name: "Ly Ra" },
  { id: "7", name: "Ly Re" },
  { id: "8" },
];

describe("a replay of what a migration rejected", () => {
  it("takes only these rows, as they are in the source now", async () => {
    await scenario.fill(BROKEN);
    const first = await scenario.migrate();
    expect(first.counts).toEqual({ rows: 8, created: 1, updated: 0, unchanged: 0, rejected: 7 });
    await scenario.fill(MENDED);
    const replay = await scenario.migrate({ rejectedOf: first.id });
    expect(replay.counts).toEqual({ rows: 6, created: 3, updated: 0, unchanged: 0, rejected: 3 });
    expect(Object.entries(await scenario.students()).map(([id, { person }]) => `${id} ${person.family_name}`)).toEqual([
      "1 SOK",
      "2 SOK",
      "3 SOK",
      "6 LY",
    ]);
    expect(replay.rejections.map(({ id, reason }) => [id, reason])).toEqual([
      ["4", "name_parsing_error"],
      ["x'\\5", "data_validation_error"],
      ["", "missing_critical_data"],
    ]);
  });

  it("can be replayed in its turn, until nothing is left", async () => {
    await scenario.fill(BROKEN);
    const first = await scenario.migrate();
    await scenario.fill(MENDED);
    const second = await scenario.migrate({ rejectedOf: first.id });
    await scenario.fill([
      { id: "4", name: "Sok Twelve" },
      { id: "1", name: "Not Asked For" },
    ]);
    const third = await scenario.migrate({ rejectedOf: second.id });
    expect(third.counts).toEqual({ rows: 1, created: 1, updated: 0, unchanged: 0, rejected: 0 });
    const fourth = await scenario.migrate({ rejectedOf: third.id });
    expect(fourth.counts).toEqual({ rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0 });
    expect(fourth.status).toBe("SUCCEEDED");
  });

  it("goes together with other filters and modes", async () => {
    await scenario.fill(BROKEN);
    const first = await scenario.migrate();
    await scenario.fill(MENDED);
    const dry = await scenario.migrate({ rejectedOf: first.id, idRange: { from: 2, to: 3 }, limit: 1, dryRun: true });
    expect(dry.changes).toEqual([
      "persons 2 family_name: – → SOK CREATED NEW",
      "students 2 student_id: – → 2 CREATED NEW",
    ]);
    expect(Object.keys(await scenario.students())).toEqual(["1"]);
    const updates = await scenario.migrate({ rejectedOf: first.id, mode: "UPDATE_ONLY" });
    expect(updates.rejections.filter(({ reason }) => reason === "student_not_found").map(({ id }) => id)).toEqual([
      " 02",
      "3",
      "6",
    ]);
  });

  it("rejects both of two rows again while they clash", async () => {
    await scenario.fill(BROKEN);
    const first = await scenario.migrate();
    const again = await scenario.migrate({ rejectedOf: first.id });
    expect(again.rejections).toEqual(first.rejections);
  });

  it("of what a mode refused takes these rows in another", async () => {
    await scenario.fill([{ id: "1" }]);
    await scenario.migrate();
    await scenario.fill([{ id: "1", name: "Keo Dara" }, { id: "2" }]);
    const first = await scenario.migrate({ mode: "CREATE_ONLY" });
    expect(first.rejections.map(({ reason }) => reason)).toEqual(["already_exists"]);
    expect((await scenario.migrate({ rejectedOf: first.id })).changes).toEqual([
      "persons 1 family_name: SOK → KEO UPDATED CONTENT",
    ]);
  });

  it("does not move the watermark: it left rows out", async () => {
    await scenario.fill(BROKEN);
    const first = await scenario.migrate();
    const before = await scenario.watermark();
    await scenario.fill(MENDED.map((row) => ({ ...row, modified_date: "2024-09-01" })));
    await scenario.migrate({ rejectedOf: first.id });
    expect(await scenario.watermark()).toBe(before);
  });

  it("of a migration that there is not, or whose details are gone, is refused", async () => {
    await scenario.fill(BROKEN);
    const { id } = await scenario.migrate();
    const start = (rejectedOf: number) =>
      scenario.app.migrations.start({
        pipeline: "students",
        options: { rejectedOf },
        trigger: "API",
        startedBy: null,
        idempotencyKey: null,
      });
    const refused = { migrationId: null, problems: [{ code: "MIGRATION_NOT_FOUND", field: "options.rejectedOf" }] };
    expect(await start(id + 1_000)).toMatchObject(refused);
    await scenario.database.pool.query("update crosswalk.migrations set details_deleted_at = now() where id = $1", [
      id,
    ]);
    expect(await start(id)).toMatchObject(refused);
  });
});
