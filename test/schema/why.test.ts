import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { usersToStore } from "../helpers/users.js";

let api: TestApi;
let migrationId: number;

beforeAll(async () => {
  api = await startTestApi();
  const found = usersToStore({ matched: 3, duplicates: 2, sameSide: 1, orphansLeft: 4, withCandidates: 1 });
  const large = Array.from({ length: 250 }, (_, i) => -found.right.length - i - 1);
  const right = [
    ...found.right,
    ...large.map((number) => [`n${-number}`, "large", null, null, null, null, null, null, "0", null]),
  ];
  const links = large.slice(1).flatMap((number) => [number, large[0] as number, 0]);
  migrationId = await storeMigration(api.database.pool, [
    { ...found, right, duplicates: [...(found.duplicates ?? []), { members: [1, ...large], links }] },
  ]);
});
afterAll(() => api.stop());

const WHY = "id side why { key value withCount with { id side } }";

describe("why", () => {
  it("names the key values that tie a match, and not the shared ones", async () => {
    const { matches } = await api.query(
      `query ($id: ID!) { matches(migrationId: $id, first: 1) { nodes { model left { ${WHY} keys { key values } source class } right { ${WHY} } } } }`,
      { id: migrationId },
    );
    const [match] = matches.nodes;
    expect(match.left).toMatchObject({ id: "left-1", side: "LEFT", source: "ECF", class: "Ecf::User" });
    expect(match.left.why).toEqual([
      { key: "ecf_id", value: "m-0", withCount: 1, with: [{ id: "right-1", side: "RIGHT" }] },
    ]);
    expect(match.right.why).toEqual([
      { key: "ecf_id", value: "m-0", withCount: 1, with: [{ id: "left-1", side: "LEFT" }] },
    ]);
    expect(match.left.keys).toContainEqual({ key: "ecf_id", values: ["M-0"] });
    expect(match.left.keys).toContainEqual({
      key: "npq_application_ecf_ids",
      values: ["shared-application", "application-of-left-1"],
    });
  });

  it("shows the chain of a transitive duplicate", async () => {
    const { duplicates } = await api.query(
      `query ($id: ID!) { duplicates(migrationId: $id, first: 1) { nodes { sameSide leftCount rightCount
         records { totalCount nodes { ${WHY} } }
         chain { totalCount nodes { from { id side } to { id side } key value } } } } }`,
      { id: migrationId },
    );
    const [duplicate] = duplicates.nodes;
    expect(duplicate).toMatchObject({ sameSide: false, leftCount: 1, rightCount: 2 });
    expect(duplicate.chain).toEqual({
      totalCount: 2,
      nodes: [
        { from: { id: "left-4", side: "LEFT" }, to: { id: "right-4", side: "RIGHT" }, key: "ecf_id", value: "d-0" },
        { from: { id: "right-4", side: "RIGHT" }, to: { id: "right-5", side: "RIGHT" }, key: "trn", value: "trn-0" },
      ],
    });
    expect(duplicate.records.nodes.map((record: { why: unknown[] }) => record.why.length)).toEqual([1, 2, 1]);
  });

  it("pages through the records and the chain of a large cluster", async () => {
    const seen = { records: new Set<string>(), chain: new Set<string>() };
    const after: Record<string, string | null> = { records: null, chain: null };
    for (let page = 0; page < 3; page++) {
      const { duplicates } = await api.query(
        `query ($id: ID!, $records: String, $chain: String) { duplicates(migrationId: $id, search: "large") { totalCount nodes {
           records(first: 100, after: $records) { nodes { ${WHY} } pageInfo { endCursor hasNextPage } totalCount }
           chain(first: 100, after: $chain) { nodes { to { id } value } pageInfo { endCursor hasNextPage } totalCount } } } }`,
        { id: migrationId, ...after },
      );
      expect(duplicates.totalCount).toBe(1);
      const [{ records, chain }] = duplicates.nodes;
      for (const record of records.nodes) {
        seen.records.add(record.id);
        if (record.side === "RIGHT") {
          expect(record.why[0]).toMatchObject({ key: "ecf_id", value: "large" });
          expect(record.why[0].with).toHaveLength(20);
          expect(record.why[0].withCount).toBeGreaterThanOrEqual(98);
        }
      }
      for (const link of chain.nodes) seen.chain.add(link.to.id);
      expect([records.totalCount, chain.totalCount]).toEqual([251, 249]);
      expect(records.pageInfo.hasNextPage).toBe(page < 2);
      after.records = records.pageInfo.endCursor;
      after.chain = chain.pageInfo.endCursor;
    }
    expect([seen.records.size, seen.chain.size]).toEqual([251, 249]);
  });

  it("marks same-side clusters", async () => {
    const { duplicates } = await api.query(
      `query ($id: ID!) { duplicates(migrationId: $id, search: "s-0") { nodes { sameSide leftCount rightCount records { nodes { ${WHY} } } chain { nodes { key } } } } }`,
      { id: migrationId },
    );
    expect(duplicates.nodes).toMatchObject([{ sameSide: true, leftCount: 0, rightCount: 2, chain: { nodes: [] } }]);
    expect(duplicates.nodes[0].records.nodes[0].why).toMatchObject([{ key: "ecf_id", value: "s-0" }]);
  });
});

describe("candidates", () => {
  it("are ranked, with the values that agree", async () => {
    const { orphans } = await api.query(
      `query ($id: ID!) { orphans(migrationId: $id, first: 1) { nodes { side candidateCount record { id why { key } }
         candidates(first: 2) { rank record { id side } agreements { rule description values { name value } } } } } }`,
      { id: migrationId },
    );
    const [orphan] = orphans.nodes;
    expect(orphan).toMatchObject({ side: "LEFT", candidateCount: 3, record: { why: [] } });
    expect(orphan.candidates.map((candidate: { rank: number }) => candidate.rank)).toEqual([1, 2]);
    expect(orphan.candidates[0]).toMatchObject({
      record: { id: "right-1", side: "RIGHT" },
      agreements: [
        {
          rule: "same_first_name_and_school",
          description: "The same first name, and an application at the same school.",
          values: [
            { name: "first_name", value: "ada" },
            { name: "school", value: "north" },
            { name: "school", value: "south" },
          ],
        },
      ],
    });
  });

  it("are at most 100 at a time", async () => {
    const query = "query ($id: ID!) { orphans(migrationId: $id) { nodes { candidates(first: 101) { rank } } } }";
    expect(await api.errorCode(query, { id: migrationId })).toBe("BAD_PAGE_SIZE");
  });
});
