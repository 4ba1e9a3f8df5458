import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { firstLateNumberOf, firstNumberOf, MOST_PARTS, NUMBERS_A_PART } from "../../../../server/core/parts.js";
import { type TestDatabase } from "../../../helpers/database.js";
import {
  emptyTables,
  everyRow,
  openScene,
  openStudentDatabase,
  rejection,
  type Scene,
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

/** One of each: known ones 1 to 5, new ones 6 and 7. */
const BEFORE: readonly Wish[] = [1, 2, 3, 4, 5].map((key) => wish(key));
const AFTER: readonly Wish[] = [
  wish(1),
  wish(2, { persons: { family_name: "KEO", khmer_name: null }, students: { is_monk: true } }),
  wish(3, { emergency_contacts: null }),
  wish(4, { sponsorships: { sponsor: "XYZ", start_date: "2026-01-01" } }),
  wish(5, { sponsorships: null, emergency_contacts: { name: "Ny" } }),
  wish(6),
  wish(7, { emergency_contacts: null, sponsorships: null }),
];
const REST = {
  rejections: [rejection("x"), rejection(""), rejection("x", "duplicate_student_id")],
  skipped: 10,
  rows: 21,
  duplicates: 1,
  unknownCodes: new Map([["NONE", 3]]),
};

const LOG = `select entity, record_id, field, before, after, effect::text, detected_by::text
               from crosswalk.changes where migration_id = `;

async function logOf(of: Scene) {
  const { migrationId, resultId } = of;
  const rows = (sql: string) => of.rows(sql);
  const result = `select total, matched, orphaned_left, orphaned_right, duplicates, rejected, left_records, right_records,
                         detections, findings_kept, position, columns, match_keys
                    from crosswalk.model_results where id = ${resultId}`;
  return {
    changes: await rows(`${LOG} ${migrationId} order by number`),
    rejections: await rows(
      `select number, model, side::text, source, record_id, reason, message, row
         from crosswalk.rejections where migration_id = ${migrationId} order by number`,
    ),
    effects: await rows(
      `select entity, created, updated, unchanged, deleted, ended from crosswalk.entity_effects
        where migration_id = ${migrationId} order by entity`,
    ),
    result: await rows(result),
    codes: await rows(
      `select code, rows from crosswalk.unknown_codes where migration_id = ${migrationId} order by code`,
    ),
  };
}

test("a mixed batch says all that it did", async () => {
  await scene.write(BEFORE);
  scene = await openScene(database.pool);
  await scene.write(AFTER, REST);
  const log = await logOf(scene);
  const line = (row: Record<string, unknown>) => Object.values(row).map(String).join(" ");
  expect(log.changes.map(line)).toEqual([
    "persons 2 family_name SOK KEO UPDATED CONTENT",
    "persons 2 khmer_name សុខ ដារ៉ា null UPDATED CONTENT",
    "students 2 is_monk false true UPDATED CONTENT",
    "emergency_contacts 3 name Sok Mara null DELETED CONTENT",
    `sponsorships 4 end_date null ${TODAY} ENDED CONTENT`,
    "sponsorships 4 sponsor null XYZ CREATED CONTENT",
    "emergency_contacts 5 name Sok Mara Ny UPDATED CONTENT",
    `sponsorships 5 end_date null ${TODAY} ENDED CONTENT`,
    "persons 6 family_name null SOK CREATED NEW",
    "students 6 student_id null 6 CREATED NEW",
    "emergency_contacts 6 name null Sok Mara CREATED NEW",
    "sponsorships 6 sponsor null ABC CREATED NEW",
    "persons 7 family_name null SOK CREATED NEW",
    "students 7 student_id null 7 CREATED NEW",
  ]);
  expect(log.effects.map(line)).toEqual([
    "emergency_contacts 1 1 3 1 0",
    "persons 2 1 14 0 0",
    "sponsorships 2 0 3 0 2",
    "students 2 1 14 0 0",
  ]);
  expect(log.result).toEqual([
    {
      total: 18,
      matched: 15,
      orphaned_left: 2,
      orphaned_right: 0,
      duplicates: 1,
      rejected: 3,
      left_records: 21,
      right_records: 15,
      detections: { NEW: 2, CONTENT: 5 },
      findings_kept: false,
      position: 0,
      columns: ["name", "ipk"],
      match_keys: [],
    },
  ]);
  expect(log.codes).toEqual([{ code: "NONE", rows: 3 }]);
  expect(log.rejections.map((row) => [row.number, row.record_id, row.reason, row.row])).toEqual([
    [1, "x", "name_parsing_error", { name: "$$" }],
    [2, "", "name_parsing_error", { name: "$$" }],
    [3, "x", "duplicate_student_id", { name: "$$" }],
  ]);
  expect(await scene.target.rejectedIds(scene.migrationId)).toEqual(["x", ""]);
});

test("a dry run writes nothing but its log, and that is the run's", async () => {
  await scene.write(BEFORE);
  const before = await everyRow(database.pool);
  const [forecast, run] = [await openScene(database.pool), await openScene(database.pool)];
  await forecast.write(AFTER, { ...REST, dryRun: true });
  expect(await everyRow(database.pool)).toEqual(before);
  await run.write(AFTER, REST);
  expect(await logOf(forecast)).toEqual(await logOf(run));
  const states = await scene.rows(
    "select distinct migration_id, state::text from crosswalk.changes where migration_id > 0 order by 1",
  );
  expect(states.map(({ state }) => state)).toEqual(["APPLIED", "FORECAST", "APPLIED"]);
});

test("batches add up, and their log is numbered through", async () => {
  await scene.write([wish(1), wish(2)], { ...REST, unknownCodes: new Map([["NONE", 3]]) });
  await scene.write([wish(1), wish(3)], {
    ...REST,
    unknownCodes: new Map([
      ["NONE", 1],
      ["NOT", 1],
    ]),
  });
  await scene.write([], { ...REST, rows: 3, skipped: 0, unknownCodes: new Map() });
  const log = await logOf(scene);
  const numbers = await scene.rows(
    `select number from crosswalk.changes where migration_id = ${scene.migrationId} order by 1`,
  );
  expect(numbers.map(({ number }) => number)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(log.rejections.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(log.codes).toEqual([
    { code: "NONE", rows: 4 },
    { code: "NOT", rows: 1 },
  ]);
  expect(log.result[0]).toMatchObject({
    total: 27,
    matched: 21,
    orphaned_left: 3,
    duplicates: 3,
    rejected: 9,
    left_records: 45,
    right_records: 21,
    detections: { NEW: 3, CONTENT: 1 },
  });
  expect(log.effects).toEqual([
    { entity: "emergency_contacts", created: 3, updated: 0, unchanged: 1, deleted: 0, ended: 0 },
    { entity: "persons", created: 3, updated: 0, unchanged: 21, deleted: 0, ended: 0 },
    { entity: "sponsorships", created: 3, updated: 0, unchanged: 1, deleted: 0, ended: 0 },
    { entity: "students", created: 3, updated: 0, unchanged: 21, deleted: 0, ended: 0 },
  ]);
});

test("a batch of skipped rows alone makes the counts of all entities", async () => {
  await scene.write([], { skipped: 7, rows: 7 });
  const { effects, result } = await logOf(scene);
  expect(effects.map(({ entity, unchanged }) => [entity, unchanged])).toEqual([
    ["emergency_contacts", 0],
    ["persons", 7],
    ["sponsorships", 0],
    ["students", 7],
  ]);
  expect(result[0]).toMatchObject({ matched: 7, total: 7, left_records: 7, right_records: 7, detections: {} });
});

test("each part's log has numbers of its own, in the order of the parts, whoever writes first", async () => {
  const numbers = async (table: string) =>
    (
      await scene.rows(`select number from crosswalk.${table} where migration_id = ${scene.migrationId} order by 1`)
    ).map(({ number }) => number);
  const [first, second, late] = [0, 1]
    .map((position) => firstNumberOf({ position }))
    .concat(firstLateNumberOf({ position: 0 })) as [number, number, number];
  const bare = { emergency_contacts: null, sponsorships: null };
  await scene.write([wish(21, bare)], { numbersFrom: second, rejections: [rejection("c")] });
  await scene.write([wish(11, bare)], { numbersFrom: first, rejections: [rejection("a")] });
  await scene.write([], { numbersFrom: late, rejections: [rejection("d")] });
  await scene.write([wish(12, bare)], { numbersFrom: first, rejections: [rejection("b")] });
  expect(await numbers("changes")).toEqual([1, 2, 3, 4, second + 1, second + 2]);
  expect(await numbers("rejections")).toEqual([1, 2, second + 1, late + 1]);
  expect(await scene.target.rejectedIds(scene.migrationId)).toEqual(["a", "b", "c", "d"]);
});

test("the numbers of the most parts fit the column", () => {
  const position = MOST_PARTS - 1;
  expect(firstNumberOf({ position }) + NUMBERS_A_PART).toBeLessThanOrEqual(firstLateNumberOf({ position: 0 }));
  expect(firstLateNumberOf({ position }) + NUMBERS_A_PART).toBeLessThanOrEqual(2 ** 31 - 1);
});

test("the result is opened again as it was", async () => {
  await scene.write([wish(1)]);
  expect(await scene.target.openResult(scene.migrationId)).toBe(scene.resultId);
  const { result } = await logOf(scene);
  expect(result).toMatchObject([{ orphaned_left: 1, left_records: 1 }]);
});
