import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { studentsPipeline } from "../../../server/pipelines/students/pipeline.js";
import { type LegacyTable, openLegacyTable } from "./legacy-table.js";

const { left, models, upsert } = studentsPipeline;
const [model] = models;
const declared = model?.columns.map(({ name }) => name) ?? [];

test("what it names are columns and entities that it declares", () => {
  expect(upsert?.entities.map(({ name }) => name)).toContain(upsert?.mainEntity);
  for (const named of [upsert?.ipkColumn, upsert?.modifiedColumn]) expect(declared).toContain(named);
  for (const { column } of model?.matchKeys ?? []) expect(declared).toContain(column);
  expect(left.tables.map(({ name }) => name)).toEqual([model?.left.table]);
});

test("a source has to have every column but the optional ones", () => {
  expect([...(left.tables[0]?.columns ?? []), ...(upsert?.optionalColumns ?? [])]).toEqual(declared);
});

test("a row's fingerprint is made of all that an edit can touch", () => {
  const unseen = declared.filter((name) => !upsert?.contentColumns.includes(name));
  expect(unseen).toEqual(["ipk", "modified_date"]);
});

test("what is about a person is masked", () => {
  expect(model?.columns.filter(({ personal }) => !personal).map(({ name }) => name)).toEqual([
    "id",
    "transfer",
    "lastenroll",
    "ipk",
    "modified_date",
  ]);
});

describe("the queries, on a source that has the required columns and no others", () => {
  let table: LegacyTable;
  beforeAll(async () => {
    table = await openLegacyTable(left.tables[0]?.columns);
  });
  afterAll(() => table.drop());

  test.each(["left", "right"] as const)("%s: the id, then each column", async (side) => {
    const schema = side === "left" ? table.schema : "sis";
    const text = model?.[side].select(schema) ?? "";
    const { fields } = await table.database.pool.query({ text, rowMode: "array" });
    expect(fields.map(({ name }) => name).slice(1)).toEqual(declared);
  });

  test("typed columns do as well as text", async () => {
    await table.database.pool.query(`
      alter table ${table.schema}.legacy_students
        alter id type integer using id::integer, alter ipk type bigint using ipk::bigint,
        alter modified_date type timestamp using modified_date::timestamp`);
    await table.fill([
      { id: "2", modified_date: "2024-08-19" },
      { id: "1", modified_date: "2024-08-20" },
    ]);
    expect((await table.select({})).map(([id]) => id)).toEqual(["1", "2"]);
    expect((await table.select({ modifiedSince: new Date("2024-08-20T00:00:00Z") })).map(([id]) => id)).toEqual(["1"]);
  });
});
