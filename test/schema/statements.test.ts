import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  DuplicatesDocument,
  MatchesDocument,
  MigrationsDocument,
  OrphansDocument,
} from "../../scripts/client/graphql/graphql.js";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { usersToStore } from "../helpers/users.js";

let api: TestApi;
let migrationId: number;

beforeAll(async () => {
  api = await startTestApi();
  migrationId = await storeMigration(api.database.pool, [
    usersToStore({
      matched: 120,
      duplicates: 120,
      orphansLeft: 400,
      orphansRight: 10,
      withCandidates: 120,
      candidatesEach: 25,
    }),
  ]);
  for (let i = 0; i < 120; i++) await storeMigration(api.database.pool, [usersToStore({ matched: 1 })]);
});
afterAll(() => api.stop());

const COMPARED = `query ($first: Int) {
  migrations(first: $first) {
    nodes { id schedule { name } previous { id results { model matchRate } effects { entity } } }
  }
}`;

it("a trend of 100 migrations makes as many statements as one of 2", async () => {
  const query = `query ($last: Int) { trend(pipeline: "npq", last: $last) { migrationId matchRate successRate } }`;
  const statements = async (last: number) => {
    api.countStatements();
    expect((await api.query(query, { last })).trend).toHaveLength(last);
    return api.countStatements();
  };
  const few = await statements(2);
  expect(await statements(100)).toBe(few);
  expect(few).toBeLessThanOrEqual(3);
});

describe("a query for 100 objects makes as many statements as one for 2", () => {
  it.each([
    ["matches with why", MatchesDocument, {}, 6],
    ["orphans with 20 candidates", OrphansDocument, {}, 6],
    ["orphans that a search finds", OrphansDocument, { search: "smith" }, 8],
    ["duplicates with why and chain", DuplicatesDocument, { records: 20, links: 20 }, 13],
    ["migrations", MigrationsDocument, {}, 9],
    ["migrations with what came before them", COMPARED, {}, 4],
  ] as const)("%s", async (_what, document, variables, most) => {
    const statements = async (first: number) => {
      api.countStatements();
      const started = performance.now();
      const answer = await api.query(document.toString(), { migrationId, first, ...variables });
      const ms = Math.round(performance.now() - started);
      const [list] = Object.values(answer) as { nodes: unknown[] }[];
      expect(list?.nodes).toHaveLength(first);
      console.info(`${_what}: first ${first}: ${ms} ms`);
      return api.countStatements();
    };
    const few = await statements(2);
    expect(await statements(100)).toBe(few);
    expect(few).toBeLessThanOrEqual(most);
  });
});
