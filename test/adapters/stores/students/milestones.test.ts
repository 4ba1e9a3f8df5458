import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PartLost } from "../../../../server/core/errors.js";
import type { Milestone } from "../../../../server/core/parts.js";
import type { UpsertBatch } from "../../../../server/core/upsert/target.js";
import type { TestDatabase } from "../../../helpers/database.js";
import { blockedIn, hold } from "../../../helpers/interleave.js";
import { emptyTables, everyRow, openScene, openStudentDatabase, rejection, type Scene, wish } from "./scene.js";

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

const kept = async () => {
  const tables = [
    "changes",
    "rejections",
    "entity_effects",
    "model_results",
    "unknown_codes",
    "duplicate_keys",
    "parts",
  ];
  const rows = await Promise.all(tables.map((table) => scene.rows(`select * from crosswalk.${table} order by 1, 2`)));
  return [await everyRow(database.pool), rows];
};
const checkpoint = async () =>
  (await scene.rows(`select checkpoint, progress from crosswalk.parts where id = ${scene.partId}`))[0];

async function* inTurn(...batches: readonly UpsertBatch[]): AsyncGenerator<UpsertBatch> {
  yield* batches;
}

describe("a batch and its milestone", () => {
  test("are kept together", async () => {
    await scene.write([wish(1)]);
    const { checkpoint: reached, progress } = scene.milestone();
    expect(await checkpoint()).toEqual({ checkpoint: reached, progress });
  });

  test("are neither of them kept where another worker has the part", async () => {
    await scene.write([wish(1)], { duplicateKeys: [7] });
    const batch = await scene.batch([wish(1, { emergency_contacts: null }), wish(2)], {
      rejections: [rejection("x")],
      unknownCodes: new Map([["NONE", 1]]),
      duplicateKeys: [8],
    });
    await database.pool.query("update crosswalk.parts set attempt = 2");
    const before = await kept();
    await expect(scene.keep(batch)).rejects.toBeInstanceOf(PartLost);
    await expect(scene.target.writeLast(inTurn(batch), scene.milestone)).rejects.toBeInstanceOf(PartLost);
    expect(await kept()).toEqual(before);
  });

  test("are neither of them kept where the part is taken while the batch is being written", async () => {
    const batch = await scene.batch([wish(1)]);
    const before = await kept();
    const gate = await hold(database.pool, "lock table crosswalk.changes");
    const refused = expect(scene.keep(batch)).rejects.toBeInstanceOf(PartLost);
    await blockedIn(database.pool, "crosswalk.changes");
    await database.pool.query("update crosswalk.parts set attempt = attempt + 1");
    await gate.commit();
    await refused;
    await database.pool.query("update crosswalk.parts set attempt = attempt - 1");
    const [rows, log] = (await kept()) as [unknown, unknown[]];
    expect([rows, log.slice(0, -1)]).toEqual([before[0], (before[1] as unknown[]).slice(0, -1)]);
    await scene.keep(batch);
  });
});

describe("the last of a part", () => {
  const REJECTED = [{ record_id: "x" }, { record_id: "y" }, { record_id: "7" }];

  test("is kept as one: batches in their order, counts, milestone, and no duplicate keys any more", async () => {
    await scene.write([wish(1)], { duplicateKeys: [7, 5] });
    await scene.write([wish(2)], { duplicateKeys: [7, 2_147_483_647] });
    expect(await scene.target.duplicateKeys(scene.partId)).toEqual([5, 7, 2_147_483_647]);

    const first = await scene.batch([], { rejections: [rejection("x"), rejection("y")], rows: 2 });
    const second = await scene.batch([], { rejections: [rejection("7")], rows: 1, duplicates: 1, numbersFrom: 1_000 });
    const milestone = (): Milestone => ({ ...scene.milestone(), checkpoint: { isOver: true } });
    await scene.target.writeLast(inTurn(first, second), milestone);

    expect(await scene.target.duplicateKeys(scene.partId)).toEqual([]);
    expect(await scene.rows("select record_id from crosswalk.rejections order by number")).toEqual(REJECTED);
    expect(await scene.rows("select left_records, rejected, duplicates, created from crosswalk.model_results")).toEqual(
      [{ left_records: 5, rejected: 3, duplicates: 1, created: 2 }],
    );
    expect(await checkpoint()).toMatchObject({ checkpoint: { isOver: true } });
  });

  test("is kept where there is nothing but the milestone", async () => {
    const before = await kept();
    await scene.target.writeLast(inTurn(), scene.milestone);
    const after = await kept();
    expect(after).not.toEqual(before);
    expect(await scene.rows("select * from crosswalk.entity_effects")).toEqual([]);
    expect(await checkpoint()).toMatchObject({ checkpoint: scene.milestone().checkpoint });
  });

  test("is not kept where a later batch fails to come", async () => {
    await scene.write([wish(1)], { duplicateKeys: [7] });
    const first = await scene.batch([], { rejections: [rejection("x")] });
    const before = await kept();
    async function* broken(): AsyncGenerator<UpsertBatch> {
      yield first;
      throw new Error("the source went away");
    }
    await expect(scene.target.writeLast(broken(), scene.milestone)).rejects.toThrow("the source went away");
    expect(await kept()).toEqual(before);
  });
});
