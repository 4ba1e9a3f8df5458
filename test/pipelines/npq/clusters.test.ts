import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ecfId, openScenario, type Scenario } from "../../helpers/npq-scenario.js";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario();
});

afterAll(() => scenario.close());

describe("duplicates", () => {
  it("are one ECF user and two NPQ users", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { trn: "7654321" } } },
      npq: { users: { ann: { trn: "7654321" }, anne: { ecfId: ecfId("ann") } } },
    });
    expect(users.duplicates).toEqual(["ecf.ann npq.ann npq.anne"]);
    expect(users.counts).toMatchObject({ total: 1, duplicates: 1, matched: 0, leftRecords: 1, rightRecords: 2 });
    expect(users.links).toEqual(["npq.anne ecf_id ecf.ann", "npq.ann trn ecf.ann"]);
  });

  it("are two ECF users and one NPQ user", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { trn: "7654321" }, anne: {} } },
      npq: { users: { ann: { trn: "7654321", ecfId: ecfId("anne") } } },
    });
    expect(users.duplicates).toEqual(["ecf.ann ecf.anne npq.ann"]);
    expect(users.counts).toMatchObject({ total: 1, duplicates: 1, matched: 0, excluded: 0 });
  });

  it("are two and two", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { trn: "7654321", getAnIdentityId: "gai-1" }, anne: { trn: "7654321" } } },
      npq: { users: { ann: { uid: "gai-1" }, anne: { ecfId: ecfId("anne") } } },
    });
    expect(users.duplicates).toEqual(["ecf.ann ecf.anne npq.ann npq.anne"]);
    expect(users.counts).toMatchObject({ total: 1, duplicates: 1, matched: 0 });
  });

  it("are applications that share an ecf_id", async () => {
    const { applications, changes } = await scenario.reconcile({
      ecf: { users: { ann: {} }, applications: { headship: { user: "ann", status: "accepted" } } },
      npq: {
        users: { ann: {} },
        applications: {
          first: { user: "ann", ecfId: ecfId("headship") },
          second: { user: "ann", ecfId: ecfId("headship") },
        },
      },
    });
    expect(applications.duplicates).toEqual(["ecf.headship npq.first npq.second"]);
    expect(applications.counts).toMatchObject({ total: 1, duplicates: 1, matched: 0 });
    expect(changes).toEqual([]);
  });
});

describe("chains through other records", () => {
  it("tie records that share no value themselves, and say how", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { trn: "7654321" } } },
      npq: {
        users: {
          one: { trn: "7654321", uid: "gai-1" },
          two: { uid: "gai-1" },
        },
      },
    });
    expect(users.duplicates).toEqual(["ecf.ann npq.one npq.two"]);
    expect(users.links).toEqual(["npq.one trn ecf.ann", "npq.two get_an_identity_id npq.one"]);
  });

  it("go over both sides, through every key", async () => {
    const { users } = await scenario.reconcile({
      ecf: {
        users: {
          ann: { trn: "7654321" },
          bob: { trn: "7654322", getAnIdentityId: "gai-b" },
          cat: {},
        },
        applications: { headship: { user: "cat" } },
      },
      npq: {
        users: {
          one: { trn: "7654321", ecfId: ecfId("bob") },
          two: { uid: "gai-b" },
          three: { uid: "gai-b" },
        },
        applications: { headship: { user: "three" } },
      },
    });
    expect(users.duplicates).toEqual(["ecf.ann ecf.bob ecf.cat npq.one npq.three npq.two"]);
    expect(users.links).toHaveLength(5);
    expect(new Set(users.links.map((link) => link.split(" ")[1]))).toEqual(
      new Set(["ecf_id", "trn", "get_an_identity_id", "npq_application_ecf_ids"]),
    );
    // each link leads from a record that is in already to one that was not
    const joined = users.links.map((link) => link.split(" ")[0]);
    expect(new Set(joined).size).toBe(5);
  });

  it("hold together however long they are", async () => {
    const length = 3_000;
    const npq = Object.fromEntries(
      Array.from({ length }, (_, i) => [`n${i}`, { trn: `t${i}`, uid: `u${i + 1}` }] as const),
    );
    const ecf = Object.fromEntries(
      Array.from({ length }, (_, i) => [`e${i}`, { trn: `t${i}`, getAnIdentityId: `u${i}` }] as const),
    );
    const { users } = await scenario.reconcile({ ecf: { users: ecf }, npq: { users: npq } });
    expect(users.counts).toMatchObject({ total: 1, duplicates: 1, leftRecords: length, rightRecords: length });
    expect(users.links).toHaveLength(2 * length - 1);
  });

  it("do not lead through a candidate", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { sam: { fullName: "Sam Hill" } }, applications: { headship: { user: "sam", school: "Oak" } } },
      npq: {
        users: { sam: { fullName: "Sam Hill" } },
        applications: { maths: { user: "sam", school: "Oak", ecfId: null } },
      },
    });
    expect(users.matched).toEqual([]);
    expect(users.orphans).toEqual(["ecf.sam", "npq.sam"]);
  });
});

describe("clusters of one side", () => {
  it("of ECF are orphans each, listed as a same-side cluster and no duplicate", async () => {
    const { users } = await scenario.reconcile({
      ecf: {
        users: { ann: { trn: "7654321" }, anne: { trn: "7654321" } },
        applications: { headship: { user: "ann" }, maths: { user: "anne" } },
      },
    });
    expect(users.orphans).toEqual(["ecf.ann", "ecf.anne"]);
    expect(users.sameSide).toEqual(["ecf.ann ecf.anne"]);
    expect(users.duplicates).toEqual([]);
    expect(users.counts).toMatchObject({ total: 2, orphanedLeft: 2, sameSideClusters: 1, duplicates: 0, matched: 0 });
  });

  it("of NPQ are orphans each, listed as a same-side cluster and no duplicate", async () => {
    const { users } = await scenario.reconcile({
      npq: { users: { ann: { trn: "7654321" }, anne: { trn: "7654321" }, anna: { trn: "7654321" }, bob: {} } },
    });
    expect(users.orphans).toEqual(["npq.ann", "npq.anna", "npq.anne", "npq.bob"]);
    expect(users.sameSide).toEqual(["npq.ann npq.anna npq.anne"]);
    expect(users.counts).toMatchObject({ total: 4, orphanedRight: 4, sameSideClusters: 1, duplicates: 0, matched: 0 });
  });

  it("of two applications are never matched, and nothing is updated", async () => {
    const { applications, changes } = await scenario.reconcile({
      npq: {
        users: { ann: {} },
        applications: {
          first: { user: "ann", ecfId: ecfId("gone"), status: "accepted" },
          second: { user: "ann", ecfId: ecfId("gone"), status: "pending" },
        },
      },
    });
    expect(applications.orphans).toEqual(["npq.first", "npq.second"]);
    expect(applications.sameSide).toEqual(["npq.first npq.second"]);
    expect(applications.counts.matched).toBe(0);
    expect(changes).toEqual([]);
  });

  it("of ECF users who never applied are outside the question", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { trn: "7654321" }, anne: { trn: "7654321" } } },
    });
    expect(users.counts).toMatchObject({ total: 0, orphanedLeft: 0, sameSideClusters: 0, excluded: 2 });
  });
});
