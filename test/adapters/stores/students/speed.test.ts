import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase } from "../../../helpers/database.js";
import { openScene, openStudentDatabase, type Scene, wish } from "./scene.js";

let database: TestDatabase;
let scene: Scene;

beforeAll(async () => {
  database = await openStudentDatabase();
  scene = await openScene(database.pool);
  // As after a first load: what the planner knows of the tables is that they were empty.
  for (const table of ["persons", "students", "emergency_contacts", "sponsorships"])
    await database.pool.query(`alter table sis.${table} set (autovacuum_enabled = off)`);
});
afterAll(() => database.drop());

const KEYS = Array.from({ length: 5_000 }, (_, i) => i + 1);

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

test("a batch of 5,000 keys is written in a moment, whatever it does", async () => {
  const created = await seconds(() => scene.write(KEYS.map((key) => wish(key))));
  const changes = { persons: { personal_name: "BORA" }, sponsorships: { sponsor: "XYZ" }, emergency_contacts: null };
  const updated = await seconds(() => scene.write(KEYS.map((key) => wish(key, changes))));
  const repeated = await seconds(() => scene.write(KEYS.map((key) => wish(key, changes))));
  console.info(
    `5,000 keys: created in ${created.toFixed(2)} s, changed in ${updated.toFixed(2)} s, repeated in ${repeated.toFixed(2)} s`,
  );
  // Several times what it takes; a row at a time, or all compared with all, would not make it.
  expect(Math.max(created, updated, repeated)).toBeLessThan(5);
});
