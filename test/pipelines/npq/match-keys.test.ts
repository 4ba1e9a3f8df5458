import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ecfId, openScenario, type Scenario } from "../../helpers/npq-scenario.js";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario();
});

afterAll(() => scenario.close());

describe("each match key alone", () => {
  it("matches users by ecf_id", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: {}, bob: {} } },
      npq: { users: { ann: { ecfId: ecfId("ann") }, bob: { ecfId: ecfId("bob") } } },
    });
    expect(users.matched).toEqual(["ecf.ann npq.ann", "ecf.bob npq.bob"]);
    expect(users.counts).toMatchObject({ total: 2, matched: 2, excluded: 0 });
  });

  it("matches users by get_an_identity_id", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { getAnIdentityId: "gai-1" }, bob: { getAnIdentityId: "gai-2" } } },
      npq: { users: { ann: { uid: "gai-1" } } },
    });
    expect(users.matched).toEqual(["ecf.ann npq.ann"]);
  });

  it("takes a uid for an identity id only where the provider says so", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { getAnIdentityId: "gai-1" }, bob: { getAnIdentityId: "gai-2" } } },
      npq: { users: { ann: { uid: "gai-1", provider: "google" }, bob: { uid: "gai-2", provider: null } } },
    });
    expect(users.matched).toEqual([]);
    expect(users.orphans).toEqual(["npq.ann", "npq.bob"]);
  });

  it("matches users by trn", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { trn: "7654321" } } },
      npq: { users: { ann: { trn: "7654321" }, bob: { trn: "7654322" } } },
    });
    expect(users.matched).toEqual(["ecf.ann npq.ann"]);
    expect(users.orphans).toEqual(["npq.bob"]);
  });

  it("matches users by the ecf_id of an application", async () => {
    const { users, applications } = await scenario.reconcile({
      ecf: { users: { ann: {} }, applications: { headship: { user: "ann" } } },
      npq: { users: { ann: {} }, applications: { headship: { user: "ann" } } },
    });
    expect(users.matched).toEqual(["ecf.ann npq.ann"]);
    expect(applications.matched).toEqual(["ecf.headship npq.headship"]);
  });

  it("matches applications by ecf_id and by nothing else", async () => {
    const { applications } = await scenario.reconcile({
      ecf: { users: { ann: {} }, applications: { headship: { user: "ann" }, maths: { user: "ann" } } },
      npq: {
        users: { ann: { ecfId: ecfId("ann") } },
        applications: { headship: { user: "ann" }, maths: { user: "ann", ecfId: null } },
      },
    });
    expect(applications.matched).toEqual(["ecf.headship npq.headship"]);
    expect(applications.orphans).toEqual(["ecf.maths", "npq.maths"]);
  });

  it("does not match one key's value with another's", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { trn: "7654321" }, bob: { getAnIdentityId: ecfId("ann") } } },
      npq: { users: { ann: { uid: "7654321" }, bob: { ecfId: "7654321" } } },
    });
    expect(users.matched).toEqual([]);
    expect(users.orphans).toEqual(["npq.ann", "npq.bob"]);
  });
});

describe("users who share applications", () => {
  it("matches them where all of their applications are shared", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: {} }, applications: { headship: { user: "ann" }, maths: { user: "ann" } } },
      npq: { users: { ann: {} }, applications: { headship: { user: "ann" }, maths: { user: "ann" } } },
    });
    expect(users.matched).toEqual(["ecf.ann npq.ann"]);
  });

  it("matches them where only some of their applications are shared", async () => {
    const { users, applications } = await scenario.reconcile({
      ecf: { users: { ann: {} }, applications: { headship: { user: "ann" }, maths: { user: "ann" } } },
      npq: { users: { ann: {} }, applications: { maths: { user: "ann" }, literacy: { user: "ann", ecfId: null } } },
    });
    expect(users.matched).toEqual(["ecf.ann npq.ann"]);
    expect(applications.matched).toEqual(["ecf.maths npq.maths"]);
    expect(applications.orphans).toEqual(["ecf.headship", "npq.literacy"]);
  });

  it("finds a duplicate where one user's applications are two users' on the other side", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: {} }, applications: { headship: { user: "ann" }, maths: { user: "ann" } } },
      npq: { users: { ann: {}, anne: {} }, applications: { headship: { user: "ann" }, maths: { user: "anne" } } },
    });
    expect(users.duplicates).toEqual(["ecf.ann npq.ann npq.anne"]);
  });

  it("takes the applications of all participant identities for the user's", async () => {
    const { users, applications } = await scenario.reconcile({
      ecf: {
        users: { ann: { identities: 3 } },
        applications: { headship: { user: "ann", identity: 0 }, maths: { user: "ann", identity: 2 } },
      },
      npq: { users: { ann: {} }, applications: { maths: { user: "ann" } } },
    });
    expect(users.matched).toEqual(["ecf.ann npq.ann"]);
    expect(users.counts.leftRecords).toBe(1);
    expect(applications.counts.leftRecords).toBe(2);
  });
});

describe("ECF users without applications", () => {
  it("are matched like any other", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: { trn: "7654321" } } },
      npq: { users: { ann: { trn: "7654321" } } },
    });
    expect(users.counts).toMatchObject({ total: 1, matched: 1, excluded: 0 });
  });

  it("are outside the question where they match nobody", async () => {
    const { users } = await scenario.reconcile({
      ecf: { users: { ann: {}, bob: {} }, applications: { headship: { user: "bob" } } },
      npq: {},
    });
    expect(users.orphans).toEqual(["ecf.bob"]);
    expect(users.counts).toMatchObject({ total: 1, orphanedLeft: 1, excluded: 1, leftRecords: 2 });
  });

  it("are excluded on ECF only", async () => {
    const { users } = await scenario.reconcile({ npq: { users: { ann: {} } } });
    expect(users.orphans).toEqual(["npq.ann"]);
    expect(users.counts.excluded).toBe(0);
  });
});
