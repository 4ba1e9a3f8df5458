import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ecfId, openScenario, type Scenario } from "../../helpers/npq-scenario.js";

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario();
});

afterAll(() => scenario.close());

const users = { ann: {} };
const npqUsers = { ann: { ecfId: ecfId("ann") } };

describe("the update of lead_provider_approval_status", () => {
  it("gives matched applications ECF's value and touches only what it changes", async () => {
    const { changes, rejections } = await scenario.reconcile({
      ecf: {
        users,
        applications: {
          accepted: { user: "ann", status: "accepted" },
          rejected: { user: "ann", status: "rejected" },
          pending: { user: "ann", status: "pending" },
          same: { user: "ann", status: "accepted" },
        },
      },
      npq: {
        users: npqUsers,
        applications: {
          accepted: { user: "ann", status: "pending" },
          rejected: { user: "ann", status: "accepted" },
          pending: { user: "ann", status: "Pending" },
          same: { user: "ann", status: "accepted" },
        },
      },
    });
    expect([...changes].sort()).toEqual([
      "npq.accepted: pending → accepted APPLIED",
      "npq.pending: Pending → pending APPLIED",
      "npq.rejected: accepted → rejected APPLIED",
    ]);
    expect(rejections).toEqual([]);
    expect(await scenario.npqApplications()).toEqual({
      accepted: { status: "accepted", touched: true },
      rejected: { status: "rejected", touched: true },
      pending: { status: "pending", touched: true },
      same: { status: "accepted", touched: false },
    });
  });

  it("sets the time as the service's own code would", async () => {
    await scenario.reconcile({
      ecf: { users, applications: { headship: { user: "ann", status: "accepted" } } },
      npq: { users: npqUsers, applications: { headship: { user: "ann" } } },
    });
    const { rows } = await scenario.database.pool.query<{ age: number }>(
      "select extract(epoch from now() at time zone 'utc' - updated_at)::float as age from npq.applications",
    );
    expect(rows[0]?.age).toBeGreaterThanOrEqual(0);
    expect(rows[0]?.age).toBeLessThan(60);
  });

  it("fills in what NPQ does not have", async () => {
    const { changes } = await scenario.reconcile({
      ecf: { users, applications: { headship: { user: "ann", status: "accepted" } } },
      npq: { users: npqUsers, applications: { headship: { user: "ann", status: null } } },
    });
    expect(changes).toEqual(["npq.headship: null → accepted APPLIED"]);
    expect(await scenario.npqApplications()).toEqual({ headship: { status: "accepted", touched: true } });
  });

  it("leaves orphans and duplicates alone", async () => {
    const { applications, changes } = await scenario.reconcile({
      ecf: {
        users,
        applications: { twice: { user: "ann", status: "accepted" }, orphan: { user: "ann", status: "accepted" } },
      },
      npq: {
        users: npqUsers,
        applications: {
          first: { user: "ann", ecfId: ecfId("twice") },
          second: { user: "ann", ecfId: ecfId("twice"), status: null },
          // a candidate of ECF's orphan, and no more than that
          orphan: { user: "ann", ecfId: null },
        },
      },
    });
    expect(applications.counts).toMatchObject({ matched: 0, duplicates: 1, orphanedLeft: 1, orphanedRight: 1 });
    expect(changes).toEqual([]);
    expect(await scenario.npqApplications()).toEqual({
      first: { status: "pending", touched: false },
      second: { status: null, touched: false },
      orphan: { status: "pending", touched: false },
    });
  });

  it.each(["approved", "", "Accepted", "accepted "])(
    "rejects a status that is not one of the three, and the row stays: %j",
    async (status) => {
      const { applications, changes, rejections } = await scenario.reconcile({
        ecf: { users, applications: { odd: { user: "ann", status }, well: { user: "ann", status: "accepted" } } },
        npq: { users: npqUsers, applications: { odd: { user: "ann" }, well: { user: "ann" } } },
      });
      expect(rejections).toEqual(["ecf.odd: invalid_status"]);
      expect(applications.counts).toMatchObject({ matched: 2, rejected: 1 });
      expect(changes).toEqual(["npq.well: pending → accepted APPLIED"]);
      expect(await scenario.npqApplications()).toMatchObject({ odd: { status: "pending", touched: false } });
    },
  );

  it("says in the rejection what came and what was expected", async () => {
    const { id } = await scenario.reconcile({
      ecf: { users, applications: { odd: { user: "ann", status: "approved" } } },
      npq: { users: npqUsers, applications: { odd: { user: "ann" } } },
    });
    const [rejection] = await (await scenario.app.database.prisma()).rejection.findMany({ where: { migrationId: id } });
    expect(rejection).toMatchObject({ model: "applications", side: "LEFT", source: "ecf", recordId: ecfId("odd") });
    expect(rejection?.message).toContain('"approved"');
    expect(rejection?.message).toContain("pending, accepted, rejected");
    expect(rejection?.row).toMatchObject({ lead_provider_approval_status: "approved", course: "NPQ for Headship" });
  });

  it("is not disturbed by columns that it does not know", async () => {
    const { pool } = scenario.database;
    await scenario.fill({
      ecf: { users, applications: { headship: { user: "ann", status: "accepted" } } },
      npq: { users: npqUsers, applications: { headship: { user: "ann" } } },
    });
    await pool.query(`
      alter table npq.applications add column "lead provider approval status" jsonb default '{"a": 1}';
      alter table npq.applications add column before text default 'ours', add column after text default 'ours';
      alter table ecf.users add column number bigint[] default '{1}'`);
    const { changes, status } = await scenario.migrate();
    expect(status).toBe("SUCCEEDED");
    expect(changes).toEqual(["npq.headship: pending → accepted APPLIED"]);
    const { rows } = await pool.query("select before, after from npq.applications");
    expect(rows).toEqual([{ before: "ours", after: "ours" }]);
  });
});
