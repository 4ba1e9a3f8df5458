import { readFileSync } from "node:fs";
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
  validateSchema,
} from "graphql";
import { describe, expect, it } from "vitest";
import { buildApiSchema } from "../../schema/build.js";

const schema = buildApiSchema();
const types = Object.values(schema.getTypeMap()).filter((type) => !type.name.startsWith("__"));
const BUILT_IN = ["Query", "Mutation", "Subscription", "String", "Int", "Float", "Boolean", "ID"];

/** Every place of a type that a description belongs to, with the description. */
function described(type: GraphQLNamedType): [string, string | null | undefined][] {
  const places: [string, string | null | undefined][] = [];
  if (!BUILT_IN.includes(type.name)) places.push([type.name, type.description]);
  if (isEnumType(type))
    for (const value of type.getValues()) places.push([`${type.name}.${value.name}`, value.description]);
  if (isObjectType(type))
    for (const field of Object.values(type.getFields())) {
      places.push([`${type.name}.${field.name}`, field.description]);
      for (const arg of field.args) places.push([`${type.name}.${field.name}(${arg.name})`, arg.description]);
    }
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) places.push([`${type.name}.${field.name}`, field.description]);
  return places;
}

describe("the schema", () => {
  it("describes every type, field, argument and enum value", () => {
    const places = types.flatMap(described);
    expect(places.length).toBeGreaterThan(300);
    expect(places.filter(([, description]) => !description?.trim()).map(([place]) => place)).toEqual([]);
  });

  it("is one", () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  it("is the one that was emitted: npm run schema:emit", () => {
    const emitted = readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8");
    expect(emitted).toBe(`${printSchema(lexicographicSortSchema(schema))}\n`);
  });

  it("offers the lists with the arguments that were agreed", () => {
    const query = schema.getQueryType()?.getFields() ?? {};
    const signature = (name: string) =>
      Object.fromEntries(query[name]?.args.map((arg) => [arg.name, String(arg.type)]) ?? []);
    const page = { first: "Int", after: "String" };
    expect(signature("orphans")).toEqual({
      migrationId: "ID!",
      model: "String",
      side: "Side",
      hasCandidates: "Boolean",
      search: "String",
      ...page,
    });
    expect(signature("migrations")).toEqual({
      pipeline: "String",
      status: "[MigrationStatus!]",
      order: "MigrationOrder",
      ...page,
    });
    expect(signature("changes")).toEqual({ migrationId: "ID!", entity: "String", effect: "Effect", ...page });
    expect(signature("trend")).toEqual({
      pipeline: "String!",
      model: "String",
      last: "Int",
      from: "DateTime",
      until: "DateTime",
    });
    expect(query.matches?.args.find((arg) => arg.name === "first")?.defaultValue).toBe(20);
  });
});
