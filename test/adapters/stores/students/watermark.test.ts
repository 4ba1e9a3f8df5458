import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase } from "../../../helpers/database.js";
import { emptyTables, newMigration, openScene, openStudentDatabase, type Scene } from "./scene.js";

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

test("the watermark never goes back, however many move it at once", async () => {
  const { target, pool } = scene;
  expect(await target.watermark()).toBeNull();
  const days = Array.from({ length: 30 }, (_, i) => new Date(Date.UTC(2026, 0, i + 1)));
  const shuffled = [...days].sort((a, b) => ((a.getTime() / 7) % 11) - ((b.getTime() / 7) % 11));
  const id = await newMigration(pool);
  await Promise.all(shuffled.map((day) => target.moveWatermark(id, day)));
  expect(await target.watermark()).toEqual(days.at(-1));
  await target.moveWatermark(id, new Date("2025-01-01"));
  await target.moveWatermark(id + 1, days.at(-1) as Date);
  expect(await scene.rows("select pipeline, until, migration_id from crosswalk.watermarks")).toEqual([
    { pipeline: "students", until: days.at(-1), migration_id: id },
  ]);
});
