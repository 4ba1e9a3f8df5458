import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { usersToStore } from "../helpers/users.js";

let api: TestApi;
let migrationId: number;

beforeAll(async () => {
  api = await startTestApi();
  const found = usersToStore({ matched: 100_000 });
  const huge = Array.from({ length: 100_000 }, (_, i) => i + 1);
  const links = huge.slice(1).flatMap((number) => [number, 1, 0]);
  migrationId = await storeMigration(api.database.pool, [{ ...found, duplicates: [{ members: huge, links }] }]);
}, 120_000);
afterAll(() => api.stop());

/** Times are printed, not asserted: machines differ. */
async function timed(what: string, query: string, variables: Record<string, unknown> = {}) {
  await api.query(query, { id: migrationId, ...variables });
  const started = performance.now();
  const answer = await api.query(query, { id: migrationId, ...variables });
  console.info(`${what}: ${(performance.now() - started).toFixed(1)} ms`);
  return answer;
}

describe("an outcome of 100,000 rows", () => {
  const query = `query ($id: ID!, $search: String, $after: String) {
    matches(migrationId: $id, search: $search, after: $after, first: 20) {
      totalCount pageInfo { hasNextPage } nodes { left { id } right { id } } } }`;

  it("gives its first and its last page", async () => {
    const { matches } = await timed("first page", query);
    expect(matches.totalCount).toBe(100_000);
    const after = Buffer.from("finding.0.99990").toString("base64url");
    const last = await timed("last page", query, { after });
    expect(last.matches.nodes).toHaveLength(10);
    expect(last.matches.pageInfo.hasNextPage).toBe(false);
  });

  it("is searched", async () => {
    const one = await timed("search, one hit", query, { search: "left-77777" });
    expect(one.matches.totalCount).toBe(1);
    const many = await timed("search, 40,000 hits", query, { search: "smith" });
    expect(many.matches.totalCount).toBe(40_000);
    const both = await timed("search of two words, 20,000 hits", query, { search: "ada smith" });
    expect(both.matches.totalCount).toBe(20_000);
  });
});

it("shows a duplicate of 100,000 records page by page", async () => {
  const { duplicates } = await timed(
    "a duplicate of 100,000 records",
    `query ($id: ID!) { duplicates(migrationId: $id) { nodes { leftCount
       records { totalCount nodes { id why { key } } } chain { totalCount nodes { value } } } } }`,
  );
  expect(duplicates.nodes[0]).toMatchObject({
    leftCount: 100_000,
    records: { totalCount: 100_000 },
    chain: { totalCount: 99_999 },
  });
});
