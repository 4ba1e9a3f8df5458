import { once } from "node:events";
import { connect } from "node:net";
import { getIntrospectionQuery } from "graphql";
import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import {
  ChangesDocument,
  DuplicatesDocument,
  MatchesDocument,
  MigrationsDocument,
  OrphansDocument,
  RejectionsDocument,
  SharedValuesDocument,
} from "../../scripts/client/graphql/graphql.js";
import { AUTHORIZATION, startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { usersToStore } from "../helpers/users.js";

let api: TestApi;
let migrationId: number;

beforeAll(async () => {
  api = await startTestApi();
  migrationId = await storeMigration(api.database.pool, [usersToStore({ matched: 1 })]);
});
afterAll(() => api.stop());

/** A query that is `levels` fields deep. */
function deep(levels: number): string {
  let query = levels % 2 === 0 ? "name" : "id";
  for (let level = levels - 1; level > 1; level--)
    query = level % 2 === 0 ? `latestMigration { ${query} }` : `pipeline { ${query} }`;
  return `{ pipelines { ${query} } }`;
}

function times(count: number, make: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => make(i)).join(" ");
}

const COSTLY = `{ a: ${costly()} b: ${costly()} }`;
function costly(): string {
  return `orphans(migrationId: "1", first: 100) { nodes { candidates(first: 100) { rank record { id side fields { name value } } } } }`;
}

/** A fragment that doubles at each level: small to send, endless to walk. */
const DOUBLING = `{ pipelines { ...F0 } } ${times(30, (i) => `fragment F${i} on Pipeline { ...F${i + 1} ...F${i + 1} }`)} fragment F30 on Pipeline { name }`;

/** As costly as its pages are large, and there are two of them. */
const PAGE = costly().replaceAll("100", "$first");
const PAGES = `query Pages($first: Int!, $more: Boolean!) { a: ${PAGE} ... @include(if: $more) { b: ${PAGE} } }`;

type Variables = Readonly<Record<string, unknown>>;

async function overHttp(query: string, variables?: Variables): Promise<unknown> {
  return (await api.post({ query, variables })).body.errors?.[0]?.extensions.code ?? "answered";
}

async function overWebSocket(query: string, variables?: Variables): Promise<unknown> {
  const client = createClient({
    url: `${api.server.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: AUTHORIZATION },
    retryAttempts: 0,
  });
  try {
    for await (const { errors } of client.iterate({ query, variables: variables as Record<string, unknown> }))
      return errors?.[0]?.extensions?.code ?? "answered";
    return "nothing";
  } catch (errors) {
    return (errors as { extensions: { code: string } }[])[0]?.extensions.code;
  } finally {
    await client.dispose();
  }
}

describe.each([
  ["HTTP", overHttp],
  ["WebSocket", overWebSocket],
])("over %s", (_name, send) => {
  it.each([
    ["a query 12 levels deep", deep(12), "answered"],
    ["a query 13 levels deep", deep(13), "QUERY_TOO_DEEP"],
    ["introspection", getIntrospectionQuery(), "answered"],
    ["a query for too much", COSTLY, "QUERY_TOO_COSTLY"],
    ["hundreds of questions at once", `{ ${times(200, (i) => `q${i}: pipelines { name }`)} }`, "QUERY_TOO_COSTLY"],
    ["a hundred aliases", `{ pipelines { ${times(100, (i) => `n${i}: name`)} } }`, "answered"],
    ["more aliases", `{ pipelines { ${times(101, (i) => `n${i}: name`)} } }`, "QUERY_TOO_COSTLY"],
    [
      "guesses of a password, many at a time",
      `mutation { ${times(13, (i) => `g${i}: changePassword(input: { current: "${i}", next: "x" }) { userErrors { code } }`)} }`,
      "QUERY_TOO_COSTLY",
    ],
    ["a fragment that doubles 30 times", DOUBLING, "QUERY_TOO_COSTLY"],
  ])("%s", async (_what, query, outcome) => {
    expect(await send(query)).toBe(outcome);
  });

  it.each([
    ["nesting without end", "{ pipelines ".repeat(8_000), "GRAPHQL_PARSE_FAILED"],
    ["what is no GraphQL", "{ pipelines {", "GRAPHQL_PARSE_FAILED"],
    ["a field that is not there", "{ secrets }", "GRAPHQL_VALIDATION_FAILED"],
  ])("%s", async (_what, query, code) => {
    expect(await send(query)).toBe(code);
  });

  it("reckons anew where the same query comes with other variables, whatever was allowed before", async () => {
    for (const [first, more, outcome] of [
      [10, true, "answered"],
      [100, true, "QUERY_TOO_COSTLY"],
      [100, false, "answered"],
      [10, true, "answered"],
      [100, true, "QUERY_TOO_COSTLY"],
    ] as const)
      expect(await send(PAGES, { first, more }), `pages of ${first}, more: ${more}`).toBe(outcome);
  });

  it("masks faults, and logs them under the id that goes out", async () => {
    api.faults.length = 0;
    expect(await send('mutation { cancelMigration(id: "1") { migration { id } } }')).toBe("INTERNAL_ERROR");
    expect(api.faults).toHaveLength(1);
  });
});

describe("the operations of scripts and tests", () => {
  const largest = { migrationId: "1", id: "1", first: 100, records: 20, links: 20, candidates: 20 };

  it.each([
    ["matches", MatchesDocument],
    ["orphans", OrphansDocument],
    ["duplicates", DuplicatesDocument],
    ["rejections", RejectionsDocument],
    ["changes", ChangesDocument],
    ["shared values", SharedValuesDocument],
    ["migrations", MigrationsDocument],
  ] as const)("may ask for 100 %s", async (_what, document) => {
    const { body } = await api.post({ query: document.toString(), variables: { ...largest, migrationId } });
    expect(body.errors).toBeUndefined();
  });
});

it("survives upgrades to strange places", async () => {
  for (const path of ["//[", "/other", "/graphql/../x", "*"]) {
    const socket = connect(api.server.port, "127.0.0.1");
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    const [answer] = (await once(socket, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 404 /);
    socket.destroy();
  }
});

describe("requests that are refused before they are read", () => {
  it("a body of more than 100 kB", async () => {
    const { status, body } = await api.post({ query: `{ __typename } # ${"x".repeat(110_000)}` });
    expect([status, body.errors?.[0]?.extensions.code]).toEqual([413, "BODY_TOO_LARGE"]);
  });

  it("a body that is no JSON", async () => {
    const headers = { authorization: AUTHORIZATION, "content-type": "application/json" };
    const response = await fetch(`${api.server.url}/graphql`, { method: "POST", headers, body: "{" });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain("node_modules");
  });

  it("a batch", async () => {
    expect((await api.post([{ query: "{ __typename }" }])).status).toBe(400);
  });

  it("a simple request that a page of another site could make", async () => {
    const headers = { authorization: AUTHORIZATION };
    const response = await fetch(`${api.server.url}/graphql?query=%7B__typename%7D`, { headers });
    expect(response.status).toBe(400);
  });

  it("a path where there is nothing", async () => {
    const response = await fetch(`${api.server.url}/nothing`, { headers: { authorization: AUTHORIZATION } });
    expect([response.status, await response.json()]).toMatchObject([
      404,
      { errors: [{ extensions: { code: "NOT_FOUND" } }] },
    ]);
  });
});

it("says nothing of what went wrong inside", async () => {
  const { body } = await api.post({ query: 'mutation { cancelMigration(id: "1") { migration { id } } }' });
  expect(JSON.stringify(body)).not.toContain("secret");
  expect(body.errors?.[0]?.message).toMatch(/^Internal error [0-9a-f-]{36}$/);
});
