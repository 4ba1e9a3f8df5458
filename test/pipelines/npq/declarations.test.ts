import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Model, SourceDeclaration } from "../../../server/core/pipeline.js";
import type { RecordReader } from "../../../server/core/record.js";
import { PIPELINES } from "../../../server/pipelines/index.js";
import { npqPipeline } from "../../../server/pipelines/npq/pipeline.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

const sides = ["left", "right"] as const;

test("pipelines, models and columns are named once", () => {
  const unique = (names: readonly string[]) => expect(names).toEqual([...new Set(names)]);
  unique(PIPELINES.map(({ name }) => name));
  for (const { models } of PIPELINES) {
    unique(models.map(({ name }) => name));
    for (const { columns, candidateRules } of models) {
      unique(columns.map(({ name }) => name));
      unique(candidateRules.map(({ name }) => name));
    }
  }
});

describe.each(npqPipeline.models.map((model) => [model.name, model] as const))("%s", (_, model: Model) => {
  const declared = model.columns.map(({ name }) => name);

  test("match keys, rules, exclusion and update use columns that it declares", () => {
    const used = new Set<string>();
    const use = (column: string) => {
      used.add(column);
      return column;
    };
    // A record with every value: no rule stops early.
    const record: RecordReader = {
      id: "1",
      one: (column) => `value of ${use(column)}`,
      many: (column) => [`value of ${use(column)}`],
    };
    for (const { agreesOn } of model.candidateRules) for (const { column } of agreesOn) use(column);
    model.exclusion?.applies(record);
    for (const { column } of model.matchKeys) use(column);
    if (model.update) use(model.update.field);
    expect(used.size).toBeGreaterThan(2);
    expect(declared).toEqual(expect.arrayContaining([...used]));
  });

  test("its tables are among those that are checked before anything starts", () => {
    for (const side of sides) expect(npqPipeline[side].tables.map(({ name }) => name)).toContain(model[side].table);
    if (!model.update) return;
    const target = npqPipeline.right.tables.find(({ name }) => name === model.update?.table);
    expect(target?.columns).toEqual(expect.arrayContaining(["id", model.update.field, model.update.touches]));
  });

  test("something finds candidates", () => {
    expect(model.candidateRules.some(({ role }) => role === "finds")).toBe(true);
  });
});

test("users match by four keys and applications by one", () => {
  expect(npqPipeline.models.map(({ name, matchKeys }) => [name, matchKeys.map(({ column }) => column)])).toEqual([
    ["users", ["ecf_id", "get_an_identity_id", "trn", "npq_application_ecf_ids"]],
    ["applications", ["ecf_id"]],
  ]);
});

describe("the queries, on a database that has the declared tables and columns and no others", () => {
  let database: TestDatabase;
  const schemas = { left: '"Odd ""left"', right: '"Odd ""right"' };

  async function createTables(source: SourceDeclaration, schema: string): Promise<void> {
    await database.pool.query(`create schema ${schema}`);
    for (const { name, columns } of source.tables)
      await database.pool.query(
        `create table ${schema}.${name} (${columns.map((column) => `${pg.escapeIdentifier(column)} text`).join(", ")})`,
      );
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    for (const side of sides) await createTables(npqPipeline[side], schemas[side]);
  });
  afterAll(() => database.drop());

  test.each(npqPipeline.models.flatMap((model) => sides.map((side) => [model.name, side, model] as const)))(
    "%s of the %s side: the id, then each column",
    async (_, side, model) => {
      const { fields } = await database.pool.query({ text: model[side].select(schemas[side]), rowMode: "array" });
      expect(fields).toHaveLength(1 + model.columns.length);
    },
  );
});
