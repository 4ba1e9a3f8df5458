import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLocalClient } from "../../scripts/client/local.js";
import { openScenario, type Scenario, type Services } from "../helpers/npq-scenario.js";

const ecf = {
  users: {
    anna: { trn: "1111111" },
    ben: { trn: "2222222", fullName: "Ben Ash" },
    dan: { trn: "3333333" },
    eve: { trn: "4444444" },
    fay: { trn: "5555555" },
  },
  applications: {
    a: { user: "anna" },
    b: { user: "ben", school: "North" },
    d: { user: "dan" },
    e: { user: "eve" },
    f: { user: "fay" },
  },
};

const npq = {
  users: {
    anna2: { trn: "1111111" },
    ben2: { fullName: "Ben Ash" },
    placeholder: { trn: "0000000" },
    unknown: { trn: "9999999" },
    // Two pairs of one person each, which one TRN holds together.
    dan2: { trn: "3333333", provider: "tra_openid_connect", uid: "bridge" },
    eve2: { trn: "4444444", provider: "tra_openid_connect", uid: "bridge" },
  },
  applications: { b2: { user: "ben2", school: "North", ecfId: null } },
} satisfies Services["npq"];

let scenario: Scenario;
let first: number;
let second: number;

beforeAll(async () => {
  scenario = await openScenario();
  first = (await scenario.reconcile({ ecf, npq })).id;
  const { unknown: _, ...users } = npq.users;
  const later = { ...users, ben2: { fullName: "Ben Ash", trn: "2222222" }, newcomer: {} };
  // Users are numbered as they come: those that stay keep their places.
  const { anna2, ben2, placeholder, dan2, eve2, newcomer } = later;
  second = (
    await scenario.reconcile({
      ecf,
      npq: { ...npq, users: { anna2, ben2, placeholder, unknown: newcomer, dan2, eve2, newcomer } },
    })
  ).id;
});
afterAll(() => scenario.close());

// biome-ignore lint/suspicious/noExplicitAny: tests read answers freely
const ask = (query: string, variables: Record<string, unknown> = {}): Promise<any> =>
  createLocalClient(scenario.app.services).request(query as never, variables);

/** The users' part of a migration's results. */
async function usersOf(id: number, fields: string) {
  const { migration } = await ask(`query ($id: ID!) { migration(id: $id) { results { model ${fields} } } }`, { id });
  return migration.results.find(({ model }: { model: string }) => model === "users");
}

describe("what is counted of a migration", () => {
  it("tells of each match key what it did", async () => {
    const { keyUsage } = await usersOf(
      first,
      "keyUsage { key leftRecords rightRecords rightUnusable values tyingValues matched matchedAlone duplicates bridges }",
    );
    const none = { rightUnusable: 0, tyingValues: 0, matched: 0, matchedAlone: 0, duplicates: 0, bridges: 0 };
    expect(keyUsage).toEqual([
      { key: "ecf_id", leftRecords: 5, rightRecords: 0, values: 5, ...none },
      { key: "get_an_identity_id", leftRecords: 0, rightRecords: 2, values: 1, ...none, bridges: 1 },
      {
        key: "trn",
        leftRecords: 5,
        rightRecords: 4,
        rightUnusable: 1,
        values: 6,
        tyingValues: 3,
        matched: 1,
        matchedAlone: 1,
        duplicates: 1,
        bridges: 0,
      },
      { key: "npq_application_ecf_ids", leftRecords: 5, rightRecords: 0, values: 5, ...none },
    ]);
  });

  it("tells how large the clusters are", async () => {
    const { clusterSizes } = await usersOf(first, "clusterSizes { left right clusters }");
    expect(clusterSizes).toEqual([{ left: 2, right: 2, clusters: 1 }]);
  });

  it("tells why orphans are orphans", async () => {
    const { orphanCounts } = await usersOf(
      first,
      "orphanCounts { side facet column value isRest orphans withCandidates }",
    );
    const of = (side: string, facet: string, column: string | null = null) =>
      orphanCounts
        .filter(
          (count: Record<string, unknown>) => count.side === side && count.facet === facet && count.column === column,
        )
        .map(({ value, orphans, withCandidates }: Record<string, unknown>) => [value, orphans, withCandidates]);
    expect(of("LEFT", "CAUSE")).toEqual([["UNKNOWN_VALUES", 2, 1]]);
    expect(of("RIGHT", "CAUSE")).toEqual([
      ["NO_VALUE", 1, 1],
      ["UNKNOWN_VALUES", 1, 0],
      ["UNUSABLE_VALUES", 1, 0],
    ]);
    expect(of("RIGHT", "COLUMN", "schools")).toEqual([
      [null, 2, 0],
      ["North", 1, 1],
    ]);
    expect(of("RIGHT", "COLUMN", "created_at")).toEqual([["2024-01", 3, 1]]);
    expect(of("RIGHT", "EMPTY")).toContainEqual(["ecf_id", 3, 1]);
  });

  it("tells how many orphans each rule would settle", async () => {
    const { ruleCounts } = await usersOf(first, "ruleCounts { side rule orphans single settled }");
    expect(ruleCounts).toContainEqual({ side: "RIGHT", rule: "same_full_name", orphans: 1, single: 1, settled: 1 });
    expect(ruleCounts).toContainEqual({ side: "RIGHT", rule: "same_email", orphans: 0, single: 0, settled: 0 });
  });

  it("lists the values that hold two halves together, with their duplicates", async () => {
    const { bridges, largestDuplicates } = await ask(
      `query ($id: ID!) {
        bridges(migrationId: $id, model: "users") { totalCount nodes { key value personal larger smaller settles duplicate { id leftCount } } }
        largestDuplicates(migrationId: $id, model: "users", first: 5) { id leftCount rightCount }
      }`,
      { id: first },
    );
    expect(bridges.totalCount).toBe(1);
    const bridge = {
      key: "get_an_identity_id",
      value: "bridge",
      personal: false,
      larger: 2,
      smaller: 2,
      settles: true,
    };
    expect(bridges.nodes).toEqual([{ ...bridge, duplicate: { id: largestDuplicates[0].id, leftCount: 2 } }]);
    expect(largestDuplicates).toEqual([{ id: expect.any(String), leftCount: 2, rightCount: 2 }]);
  });

  it("says by what rules and which version it was judged", async () => {
    const { trend } = await ask(
      `{ trend(pipeline: "npq", model: "users") { total migration { id rules codeVersion } result { total } } }`,
    );
    expect(trend).toHaveLength(2);
    expect(trend[0].migration).toEqual({
      id: String(first),
      rules: expect.stringMatching(/^[0-9a-f]{16}$/),
      codeVersion: expect.stringMatching(/^\d+\.\d+\.\d+\+[0-9a-f]{7}$/),
    });
    expect(trend[1].result.total).toBe(trend[1].total);
    const { trend: none } = await ask(`{ trend(pipeline: "npq", until: "2000-01-01T00:00:00Z") { total } }`);
    expect(none).toEqual([]);
  });
});

describe("what changed between two migrations", () => {
  const between = () => ({ from: first, to: second });

  it("is counted by outcomes and by match keys", async () => {
    const { outcomeFlow } = await ask(
      `query ($from: ID!, $to: ID!) { outcomeFlow(fromMigrationId: $from, toMigrationId: $to, model: "users") {
        from { id } to { id } moves { side from to records } ties { side key kept gained lost } } }`,
      between(),
    );
    expect(outcomeFlow.moves).toContainEqual({ side: "LEFT", from: "ORPHAN", to: "MATCHED", records: 1 });
    expect(outcomeFlow.moves).toContainEqual({ side: "RIGHT", from: "ABSENT", to: "ORPHAN", records: 1 });
    expect(outcomeFlow.moves).toContainEqual({ side: "RIGHT", from: "DUPLICATE", to: "DUPLICATE", records: 2 });
    expect(outcomeFlow.ties).toContainEqual({ side: "LEFT", key: "trn", kept: 3, gained: 1, lost: 0 });
  });

  it("names the records", async () => {
    const query = `query ($from: ID!, $to: ID!, $side: Side, $was: RecordOutcome, $is: RecordOutcome, $key: String, $tie: TieChange, $first: Int, $after: String) {
      movedRecords(fromMigrationId: $from, toMigrationId: $to, model: "users", side: $side, from: $was, to: $is,
          key: $key, tie: $tie, first: $first, after: $after) {
        totalCount pageInfo { hasNextPage endCursor } nodes { from to record { id side } } } }`;
    const moved = async (filter: object) => (await ask(query, { ...between(), ...filter })).movedRecords;
    expect((await moved({ was: "ORPHAN", is: "MATCHED" })).nodes.map(({ record }: never) => record)).toEqual([
      { id: expect.stringContaining("-"), side: "LEFT" },
      { id: "2", side: "RIGHT" },
    ]);
    expect((await moved({ key: "trn", tie: "GAINED", side: "RIGHT" })).nodes).toHaveLength(1);
    expect((await moved({ key: "trn", tie: "LOST" })).totalCount).toBe(0);
    const page = await moved({ side: "RIGHT", first: 3 });
    expect([page.totalCount, page.pageInfo.hasNextPage]).toEqual([7, true]);
    const rest = await moved({ side: "RIGHT", after: page.pageInfo.endCursor });
    expect(rest.nodes).toHaveLength(4);
  });

  it.each([
    [
      "UNKNOWN_KEY",
      `movedRecords(fromMigrationId: $from, toMigrationId: $to, model: "users", key: "name") { totalCount }`,
    ],
    [
      "UNKNOWN_MODEL",
      `outcomeFlow(fromMigrationId: $from, toMigrationId: $to, model: "schools") { moves { records } }`,
    ],
  ])("answers %s where it can't be told", async (code, field) => {
    await expect(ask(`query ($from: ID!, $to: ID!) { ${field} }`, between())).rejects.toMatchObject({ code });
  });
});
