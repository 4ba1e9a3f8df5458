import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { usersToStore } from "../helpers/users.js";

let api: TestApi;
let migrationId: number;

beforeAll(async () => {
  api = await startTestApi();
  migrationId = await storeMigration(api.database.pool, [
    usersToStore({
      matched: 400,
      duplicates: 100,
      sameSide: 20,
      orphansLeft: 130,
      orphansRight: 110,
      withCandidates: 40,
    }),
    { ...usersToStore({ matched: 240 }), model: { ...usersToStore({ matched: 0 }).model, name: "applications" } },
  ]);
});
afterAll(() => api.stop());

/** All ids of a list, page by page. */
async function allIds(list: string, first: number, more = ""): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  for (;;) {
    const answer: Record<string, { nodes: { id: string }[]; pageInfo: Record<string, unknown>; totalCount: number }> =
      await api.query(
        `query ($id: ID!, $first: Int, $after: String) { ${list}(migrationId: $id, first: $first, after: $after ${more}) {
           totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
        { id: migrationId, first, after },
      );
    const page = answer[list]!;
    expect(page.pageInfo.hasPreviousPage).toBe(ids.length > 0);
    ids.push(...page.nodes.map((node) => node.id));
    if (!page.pageInfo.hasNextPage) {
      expect(page.totalCount).toBe(ids.length);
      return ids;
    }
    after = page.pageInfo.endCursor as string;
  }
}

describe("paging", () => {
  it("gives each of 1,000 findings once, across outcomes and models", async () => {
    const ids = [
      ...(await allIds("matches", 33)),
      ...(await allIds("duplicates", 7)),
      ...(await allIds("orphans", 100)),
    ];
    expect(ids).toHaveLength(1_000 + 40);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("gives nothing but the total for first: 0", async () => {
    const { matches } = await api.query(
      "query ($id: ID!) { matches(migrationId: $id, first: 0) { totalCount edges { cursor } pageInfo { endCursor hasNextPage } } }",
      { id: migrationId },
    );
    expect(matches).toEqual({ totalCount: 640, edges: [], pageInfo: { endCursor: null, hasNextPage: true } });
  });

  it.each(["x", "", "bnVsbA", Buffer.from('["finding",-1,3]').toString("base64url"), "WyJtaWdyYXRpb24iLDFd"])(
    "refuses the cursor %j",
    async (after) => {
      const query = "query ($id: ID!, $after: String) { matches(migrationId: $id, after: $after) { totalCount } }";
      expect(await api.errorCode(query, { id: migrationId, after })).toBe("BAD_CURSOR");
    },
  );

  it.each([-1, 101, 2_000_000])("refuses first: %d", async (first) => {
    const query = "query ($id: ID!, $first: Int) { orphans(migrationId: $id, first: $first) { totalCount } }";
    expect(await api.errorCode(query, { id: migrationId, first })).toBe("BAD_PAGE_SIZE");
  });
});

describe("filters and search", () => {
  const total = async (list: string, more: string) =>
    (await api.query(`query ($id: ID!) { ${list}(migrationId: $id ${more}) { totalCount } }`, { id: migrationId }))[
      list
    ].totalCount;

  it.each([
    ["", 280],
    ["side: LEFT", 130],
    ["side: RIGHT", 150],
    ["hasCandidates: true", 80],
    ["hasCandidates: false", 200],
    ["side: LEFT, hasCandidates: true", 40],
    ["side: RIGHT, hasCandidates: false", 110],
    ['model: "users"', 280],
    ['model: "applications"', 0],
    ['search: "smith"', 112],
    ['search: "smith", side: LEFT', 52],
    ['search: "  Smith ADA ", hasCandidates: true, side: LEFT', 8],
    ['search: "ada jones"', 0],
    ['search: "OL-7"', 1],
    ['search: "M-7"', 0],
    ['search: "no such thing"', 0],
    ['search: "  "', 280],
  ])("counts orphans with %s", async (filter, count) => {
    expect(await total("orphans", filter === "" ? "" : `, ${filter}`)).toBe(count);
  });

  it("finds by id, key value and name in every model", async () => {
    expect(await total("matches", ', search: "left-3"')).toBe(2);
    expect(await total("matches", ', search: "left-3", model: "users"')).toBe(1);
    expect(await total("matches", ', search: "application-of-left-3"')).toBe(2);
    expect(await total("matches", ', search: "zak"')).toBe(0);
    expect(await total("matches", ', search: "ŻAK"')).toBe(128);
  });

  it("pages through what a search finds, each once", async () => {
    const ids = await allIds("matches", 10, ', search: "smith"');
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(await total("matches", ', search: "smith"'));
  });

  it("shows only what was searched for", async () => {
    const { orphans } = await api.query(
      `query ($id: ID!) { orphans(migrationId: $id, search: "brien", first: 100) {
         nodes { record { fields { name value personal } } } } }`,
      { id: migrationId },
    );
    for (const { record } of orphans.nodes)
      expect(record.fields).toContainEqual({ name: "full_name", value: "Dee O'Brien", personal: true });
  });
});

describe("what cannot be listed", () => {
  const query = "query ($id: ID!, $model: String) { matches(migrationId: $id, model: $model) { totalCount } }";

  it.each(["0", "-1", "abc", "999999", "99999999999999999999", "1e3"])("there is no migration %s", async (id) => {
    expect(await api.errorCode(query, { id })).toBe("MIGRATION_NOT_FOUND");
    expect(await api.query("query ($id: ID!) { migration(id: $id) { id } }", { id })).toEqual({ migration: null });
  });

  it("says which models there are", async () => {
    expect(await api.errorCode(query, { id: migrationId, model: "schools" })).toBe("UNKNOWN_MODEL");
  });

  it("says that details were deleted, and keeps the results", async () => {
    const id = await storeMigration(api.database.pool, [usersToStore({ matched: 3 })]);
    await api.database.pool.query("update crosswalk.migrations set details_deleted_at = now() where id = $1", [id]);
    for (const list of ["matches", "orphans", "duplicates", "rejections", "changes", "sharedValues"])
      expect(await api.errorCode(`query ($id: ID!) { ${list}(migrationId: $id) { totalCount } }`, { id })).toBe(
        "DETAILS_DELETED",
      );
    const { migration } = await api.query(
      "query ($id: ID!) { migration(id: $id) { detailsKept results { matched matchRate } } }",
      { id },
    );
    expect(migration).toEqual({ detailsKept: false, results: [{ matched: 3, matchRate: 1 }] });
  });
});
