import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChangeDetection, Mode } from "../../../server/core/options.js";
import { openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
afterAll(() => scenario.close());

/** What becomes of a row, by mode, by what was edited since it was taken, by detection and force; `-` is skipped. */
const TABLE = `
  mode         edited   IPK                CONTENT            BOTH               IPK,forced         CONTENT,forced     BOTH,forced
  UPSERT       new      NEW                NEW                NEW                NEW                NEW                NEW
  UPSERT       nothing  -                  -                  -                  FORCED             FORCED             FORCED
  UPSERT       ipk      IPK                -                  IPK                IPK                FORCED             IPK
  UPSERT       content  -                  CONTENT            CONTENT            FORCED             CONTENT            CONTENT
  UPSERT       both     IPK                CONTENT            IPK_AND_CONTENT    IPK                CONTENT            IPK_AND_CONTENT
  CREATE_ONLY  new      NEW                NEW                NEW                NEW                NEW                NEW
  CREATE_ONLY  nothing  already_exists     already_exists     already_exists     already_exists     already_exists     already_exists
  CREATE_ONLY  ipk      already_exists     already_exists     already_exists     already_exists     already_exists     already_exists
  CREATE_ONLY  content  already_exists     already_exists     already_exists     already_exists     already_exists     already_exists
  CREATE_ONLY  both     already_exists     already_exists     already_exists     already_exists     already_exists     already_exists
  UPDATE_ONLY  new      student_not_found  student_not_found  student_not_found  student_not_found  student_not_found  student_not_found
  UPDATE_ONLY  nothing  -                  -                  -                  FORCED             FORCED             FORCED
  UPDATE_ONLY  ipk      IPK                -                  IPK                IPK                FORCED             IPK
  UPDATE_ONLY  content  -                  CONTENT            CONTENT            FORCED             CONTENT            CONTENT
  UPDATE_ONLY  both     IPK                CONTENT            IPK_AND_CONTENT    IPK                CONTENT            IPK_AND_CONTENT`;

const [head = [], ...lines] = TABLE.trim()
  .split("\n")
  .map((line) => line.trim().split(/ +/));

const BEFORE = { name: "Sok Dara", ipk: "1" };
const EDITS = [
  { edited: "new", id: "11", row: BEFORE },
  { edited: "nothing", id: "12", row: BEFORE },
  { edited: "ipk", id: "13", row: { ...BEFORE, ipk: "2" } },
  { edited: "content", id: "14", row: { ...BEFORE, name: "Keo Dara" } },
  { edited: "both", id: "15", row: { name: "Keo Dara", ipk: "2" } },
] as const;

const CELLS = ["UPSERT", "CREATE_ONLY", "UPDATE_ONLY"].flatMap((mode) =>
  head.slice(2).map((column, i) => {
    const fates = lines.filter(([of]) => of === mode).map((line) => line[i + 2] as string);
    const [changeDetection, forced] = column.split(",");
    return { mode, changeDetection, forceUpdate: forced !== undefined, fates };
  }),
);

describe("what becomes of rows that are new, as they were, with another IPK, with another content, with both", () => {
  it.each(CELLS)("$mode by $changeDetection, forced $forceUpdate: $fates", async ({ fates, ...cell }) => {
    await scenario.forget();
    await scenario.fill(EDITS.slice(1).map(({ id }) => ({ id, ...BEFORE })));
    await scenario.migrate();
    await scenario.fill(EDITS.map(({ id, row }) => ({ id, ...row })));
    const migration = await scenario.migrate({
      mode: cell.mode as Mode,
      changeDetection: cell.changeDetection as ChangeDetection,
      forceUpdate: cell.forceUpdate,
    });

    expect(migration.status).toBe("SUCCEEDED");
    const is = (i: number, ...words: string[]) => words.includes(fates[i] as string);
    const refused = EDITS.filter((_, i) => is(i, "already_exists", "student_not_found"));
    expect(migration.rejections.map(({ id, reason }) => [id, reason])).toEqual(
      refused.map(({ id }) => [id, fates[EDITS.findIndex((each) => each.id === id)]]),
    );
    const taken = fates.filter((fate) => fate === fate.toUpperCase() && fate !== "-");
    expect(migration.detections).toEqual(
      Object.fromEntries([...new Set(taken)].map((fate) => [fate, taken.filter((each) => each === fate).length])),
    );

    const changes = EDITS.flatMap(({ id, row }, i) => {
      if (is(i, "-", "already_exists", "student_not_found")) return [];
      if (is(i, "NEW"))
        return [`persons ${id} family_name: – → SOK CREATED NEW`, `students ${id} student_id: – → ${id} CREATED NEW`];
      return [
        ...(row.name === BEFORE.name ? [] : [`persons ${id} family_name: SOK → KEO UPDATED ${fates[i]}`]),
        ...(row.ipk === BEFORE.ipk ? [] : [`students ${id} legacy_ipk: 1 → 2 UPDATED ${fates[i]}`]),
      ];
    });
    expect(migration.changes).toEqual(changes);

    const stored = Object.entries(await scenario.students());
    expect(stored.map(([id, { person, student }]) => [id, person.family_name, student.legacy_ipk])).toEqual(
      EDITS.flatMap(({ id, row }, i) => {
        const isTaken = taken.includes(fates[i] as string);
        if (!isTaken) return id === "11" ? [] : [[id, "SOK", "1"]];
        return [[id, row.name === BEFORE.name ? "SOK" : "KEO", row.ipk]];
      }),
    );

    const created = fates.filter((fate) => fate === "NEW").length;
    const updated = new Set(changes.filter((line) => line.includes(" UPDATED ")).map((line) => line.split(" ")[1]))
      .size;
    expect(migration.counts).toEqual({
      rows: 5,
      created,
      updated,
      unchanged: 5 - created - updated - refused.length,
      rejected: refused.length,
    });
  });
});

describe("a missing IPK", () => {
  it("equals no other, not even a missing one: the row is looked at again, and nothing is written", async () => {
    await scenario.forget();
    await scenario.fill([{ id: "1", ipk: null }, { id: "2", ipk: " NULL " }, { id: "3" }]);
    await scenario.migrate();
    const before = await scenario.everyRow();
    const again = await scenario.migrate({ changeDetection: "IPK" });
    expect(again.detections).toEqual({ IPK: 2 });
    expect(again.counts).toEqual({ rows: 3, created: 0, updated: 0, unchanged: 3, rejected: 0 });
    expect(again.changes).toEqual([]);
    expect(await scenario.everyRow()).toBe(before);
  });

  it("of a known student is filled in by the first run, and then found equal", async () => {
    await scenario.forget();
    await scenario.fill([{ id: "1", ipk: "7" }]);
    await scenario.migrate();
    await scenario.database.pool.query("update sis.students set legacy_ipk = null, content_hash = null");
    const first = await scenario.migrate();
    expect(first.detections).toEqual({ IPK_AND_CONTENT: 1 });
    expect(first.changes).toEqual(["students 1 legacy_ipk: – → 7 UPDATED IPK_AND_CONTENT"]);
    expect((await scenario.migrate()).detections).toEqual({});
  });
});

it("sees any edit of any column by the content, and none of the modified date", async () => {
  const columns = [
    ...["name", "kname", "birth_date", "birth_place", "gender", "nationality", "email", "school_email"],
    ...["transfer", "lastenroll", "emg_contact_person", "contact_person_phone", "sponsor_info"],
  ];
  await scenario.forget();
  await scenario.fill([...columns, "modified_date"].map((_, i) => ({ id: String(i + 1) })));
  await scenario.migrate();
  await scenario.fill(
    [...columns, "modified_date"].map((column, i) => ({
      id: String(i + 1),
      [column]: "2024-09-09 x".slice(0, column.match(/date|enroll/) ? 10 : 12),
    })),
  );
  const migration = await scenario.migrate();
  expect(migration.detections).toEqual({ CONTENT: columns.length });
  expect(migration.counts).toMatchObject({ rejected: 0 });
});
