import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_SHARED_LIMIT } from "../../../server/core/normalise/normalise.js";
import { ecfId, openScenario, type Scenario } from "../../helpers/npq-scenario.js";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario();
});

afterAll(() => scenario.close());

/** So many users, the first of them with a name of its own. */
function users<Given>(count: number, given: (i: number) => Given): Record<string, Given> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`user${String(i).padStart(3, "0")}`, given(i)]));
}

describe("how values are compared", () => {
  it("without regard to case", async () => {
    const found = await scenario.reconcile({
      ecf: { users: { ann: {}, bob: { getAnIdentityId: "Gai-B" }, cat: { trn: "rp99/12345" } } },
      npq: { users: { ann: { ecfId: ecfId("ann").toUpperCase() }, bob: { uid: "gAI-b" }, cat: { trn: "RP99/12345" } } },
    });
    expect(found.users.matched).toEqual(["ecf.ann npq.ann", "ecf.bob npq.bob", "ecf.cat npq.cat"]);
  });

  it("without stray spaces", async () => {
    const found = await scenario.reconcile({
      ecf: { users: { ann: {}, bob: { getAnIdentityId: " gai-b" }, cat: { trn: "7654321\n" } } },
      npq: { users: { ann: { ecfId: `  ${ecfId("ann")}\t` }, bob: { uid: "gai-b " }, cat: { trn: "\u00a07654321" } } },
    });
    expect(found.users.matched).toEqual(["ecf.ann npq.ann", "ecf.bob npq.bob", "ecf.cat npq.cat"]);
  });

  it("alike for applications and for the applications of users", async () => {
    const found = await scenario.reconcile({
      ecf: { users: { ann: {} }, applications: { headship: { user: "ann" } } },
      npq: {
        users: { ann: {} },
        applications: { headship: { user: "ann", ecfId: ` ${ecfId("headship").toUpperCase()} ` } },
      },
    });
    expect(found.users.matched).toEqual(["ecf.ann npq.ann"]);
    expect(found.applications.matched).toEqual(["ecf.headship npq.headship"]);
  });

  it("with backslashes, tabs and line breaks as they are", async () => {
    const odd = 'a\\N\tb\nc\\"{},é';
    const found = await scenario.reconcile({
      ecf: { users: { ann: { getAnIdentityId: odd }, bob: { getAnIdentityId: "\\N" } } },
      npq: { users: { ann: { uid: odd }, bob: { uid: "\\N" }, cat: { uid: null } } },
    });
    expect(found.users.matched).toEqual(["ecf.ann npq.ann", "ecf.bob npq.bob"]);
  });
});

describe("values that never match", () => {
  it.each([
    ["empty", ""],
    ["of spaces", "   "],
    ["of tabs and line breaks", "\t\n "],
  ])("are those that are blank: %s", async (_, blank) => {
    const found = await scenario.reconcile({
      ecf: { users: { ann: { trn: blank, getAnIdentityId: blank }, bob: { trn: blank } } },
      npq: {
        users: { ann: { ecfId: blank, trn: blank, uid: blank }, bob: { ecfId: blank, trn: blank, uid: blank } },
        applications: { headship: { user: "ann", ecfId: blank }, maths: { user: "bob", ecfId: blank } },
      },
    });
    expect(found.users.orphans).toEqual(["npq.ann", "npq.bob"]);
    expect(found.users.counts).toMatchObject({ matched: 0, duplicates: 0, sameSideClusters: 0, excluded: 2 });
    expect(found.applications.orphans).toEqual(["npq.headship", "npq.maths"]);
    expect(found.applications.sameSide).toEqual([]);
  });

  it("are none at all", async () => {
    const found = await scenario.reconcile({
      ecf: { users: { ann: { trn: null }, bob: { trn: null } } },
      npq: { users: { ann: {}, bob: {} } },
    });
    expect(found.users.counts).toMatchObject({ total: 2, orphanedRight: 2, excluded: 2 });
  });

  it.each(["0000000", "1234567", " 0000000 "])("are TRNs that people type when they have none: %j", async (trn) => {
    const found = await scenario.reconcile({
      ecf: { users: { ann: { trn }, bob: { trn } } },
      npq: { users: { ann: { trn }, bob: { trn } } },
    });
    expect(found.users.orphans).toEqual(["npq.ann", "npq.bob"]);
    expect(found.users.counts).toMatchObject({ matched: 0, duplicates: 0, sameSideClusters: 0, excluded: 2 });
  });

  it("are placeholders of TRNs only among TRNs", async () => {
    const found = await scenario.reconcile({
      ecf: { users: { ann: { getAnIdentityId: "1234567" } } },
      npq: { users: { ann: { uid: "1234567" } } },
    });
    expect(found.users.matched).toEqual(["ecf.ann npq.ann"]);
  });
});

describe("a value that many records of one side share", () => {
  it("still matches at the limit", async () => {
    const found = await scenario.reconcile({
      ecf: { users: { ann: { trn: "7654321" } } },
      npq: { users: users(DEFAULT_SHARED_LIMIT, () => ({ trn: "7654321" })) },
    });
    expect(found.users.duplicates).toHaveLength(1);
    expect(found.users.duplicates[0]?.split(" ")).toHaveLength(DEFAULT_SHARED_LIMIT + 1);
    expect(found.users.sharedValues).toEqual([]);
  });

  it("does not match over the limit, and is listed", async () => {
    const found = await scenario.reconcile({
      ecf: { users: { ann: { trn: "Shared" }, bob: {} }, applications: { headship: { user: "ann" } } },
      npq: {
        users: users(DEFAULT_SHARED_LIMIT + 1, (i) => ({ trn: " shared", ecfId: i === 0 ? ecfId("bob") : null })),
      },
    });
    expect(found.users.sharedValues).toEqual([`trn shared: ecf 1, npq ${DEFAULT_SHARED_LIMIT + 1}`]);
    expect(found.users.duplicates).toEqual([]);
    expect(found.users.sameSide).toEqual([]);
    expect(found.users.orphans).toHaveLength(1 + DEFAULT_SHARED_LIMIT);
    // other keys of the same records match as ever
    expect(found.users.matched).toEqual(["ecf.bob npq.user000"]);
  });

  it("is judged by each side for itself", async () => {
    const half = DEFAULT_SHARED_LIMIT / 2 + 1;
    const found = await scenario.reconcile({
      ecf: { users: users(half, () => ({ trn: "7654321" })) },
      npq: { users: users(half, () => ({ trn: "7654321" })) },
    });
    expect(found.users.sharedValues).toEqual([]);
    expect(found.users.counts).toMatchObject({ total: 1, duplicates: 1 });
  });
});
