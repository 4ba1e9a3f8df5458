import { buildSchema, execute, type GraphQLObjectType, parse } from "graphql";
import { describe, expect, it } from "vitest";
import { createCompiledExecution } from "../../server/http/compiled-queries.js";

const schema = buildSchema(`
  enum Side { LEFT RIGHT }
  interface Named { name: String! }
  type Person implements Named { name: String! side: Side friends(first: Int = 2): [Person!]! broken: String needed: String! }
  type Query { person(id: ID!): Person people: [Person!]! strict: Person! }
  type Mutation { add(by: Int!): Int! }
`);

const person = (name: string): object => ({ name, side: "LEFT" });

const resolvers: Record<string, Record<string, (source: never, args: never, context: never) => unknown>> = {
  Query: {
    person: (_: unknown, { id }: { id: string }) => (id === "nobody" ? null : person(id)),
    people: async () => [person("one"), person("two")],
    strict: () => person("strict"),
  },
  Person: {
    friends: async (_: unknown, { first }: { first: number }) =>
      Array.from({ length: first }, (_entry, i) => person(`friend ${i}`)),
    broken: () => {
      throw new TypeError("out of order");
    },
    needed: () => null,
  },
  Mutation: {
    add: async (_: unknown, { by }: { by: number }, context: { sum: number }) => {
      const { sum } = context;
      await new Promise((resolve) => setImmediate(resolve));
      context.sum = sum + by;
      return context.sum;
    },
  },
} as never;
for (const [type, fields] of Object.entries(resolvers))
  for (const [field, resolve] of Object.entries(fields))
    (schema.getType(type) as GraphQLObjectType).getFields()[field]!.resolve = resolve as never;

/** What a caller is told; of a wrong variable a compiled query says also which type was expected. */
function toldOf({ data, errors }: Awaited<ReturnType<typeof execute>>) {
  return JSON.parse(
    JSON.stringify({ data, errors: errors?.map((error) => error.toJSON()) }).replace(/Expected type \w+; /, ""),
  );
}

const QUERIES: readonly (readonly [name: string, query: string, variables?: Record<string, unknown>])[] = [
  [
    "aliases, arguments and their defaults",
    `{ a: person(id: "a") { friends { name } } b: person(id: 1) { friends(first: 1) { name side } } }`,
  ],
  [
    "variables",
    "query Q($id: ID!, $n: Int) { person(id: $id) { name friends(first: $n) { name } } }",
    { id: "x", n: 3 },
  ],
  ["a variable that is missing", "query Q($id: ID!) { person(id: $id) { name } }"],
  ["a variable of another type", "query Q($n: Int) { people { friends(first: $n) { name } } }", { n: "many" }],
  [
    "fragments, also on an interface",
    "{ people { ...A ... on Named { called: name } } } fragment A on Person { name __typename }",
  ],
  [
    "fields that are left out",
    "query Q($yes: Boolean!) { people { name @skip(if: $yes) side @include(if: $yes) } }",
    { yes: true },
  ],
  ["null", `{ person(id: "nobody") { name } }`],
  ["a field that fails, and those beside it", `{ person(id: "a") { name broken } people { broken } }`],
  ["a field that must not be null, in a list", "{ people { name needed } }"],
  ["a field that must not be null, up to the root", "{ strict { needed } }"],
  ["changes, one after another", "mutation { a: add(by: 1) b: add(by: 10) c: add(by: 100) }"],
  ["introspection", `{ __type(name: "Person") { fields { name type { kind } } } }`],
];

describe("a compiled query tells what graphql-js does", () => {
  it.each(QUERIES.map(([name, query, variables = {}]) => ({ name, query, variables })))(
    "of $name",
    async ({ query, variables }) => {
      const compiled = createCompiledExecution();
      const asked = { schema, document: parse(query), variableValues: variables };
      const expected = toldOf(await execute({ ...asked, contextValue: { sum: 0 } }));
      // the second time it is there already
      for (let time = 0; time < 2; time++)
        expect(toldOf(await compiled({ ...asked, contextValue: { sum: 0 } }))).toEqual(expected);
    },
  );

  it("of the operation that was named, and of one that is not there", async () => {
    const compiled = createCompiledExecution();
    const document = parse(`query A { a: person(id: "a") { name } } query B { b: person(id: "b") { name } }`);
    for (const operationName of ["A", "B", "C", undefined])
      expect(toldOf(await compiled({ schema, document, operationName }))).toEqual(
        toldOf(await execute({ schema, document, operationName })),
      );
  });

  it("keeps what a resolver threw, for who decides what of it goes out", async () => {
    const result = await createCompiledExecution()({ schema, document: parse(`{ person(id: "a") { broken } }`) });
    expect(result.errors?.[0]?.originalError).toBeInstanceOf(TypeError);
  });
});
