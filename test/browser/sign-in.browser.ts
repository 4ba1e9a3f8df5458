import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ADMIN_SETTINGS,
  type AdminBrowser,
  askAsAdmin,
  lookAt,
  openAdminBrowser,
  settled,
  signInByForm,
} from "../helpers/admin-page.js";
import { freePort } from "../helpers/free-port.js";
import { closeGate } from "../helpers/interleave.js";
import { startMigration } from "../helpers/migrations.js";
import { openScenario, type Scenario } from "../helpers/npq-scenario.js";
import { startProvider, type TestProvider } from "../helpers/open-id-provider.js";
import { addPerson, type Person } from "../helpers/people.js";

const NAME = "Roberta Unmasked";

let provider: TestProvider;
let scenario: Scenario;
let browser: AdminBrowser;
let url: string;
let migrationId: number;
const people = {} as Record<"vera" | "anna" | "otto", Person>;

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  const redirectUrl = `${url}/session/openid/callback`;
  provider = await startProvider([redirectUrl]);
  scenario = await openScenario({
    ...ADMIN_SETTINGS,
    OPENID_ISSUER: provider.issuer,
    OPENID_CLIENT_ID: provider.clientId,
    OPENID_CLIENT_SECRET: provider.clientSecret,
    OPENID_REDIRECT_URL: redirectUrl,
    OPENID_TITLE: "Our <b>",
    OPENID_ROLES: "staff=VIEWER",
  });
  await scenario.fill({
    ecf: { users: { ann: { trn: "7366041" } } },
    npq: { users: { ann: { trn: "7366041" }, roberta: { fullName: NAME } } },
  });
  ({ id: migrationId } = await scenario.migrate());
  await scenario.app.serve({ host: "127.0.0.1", port });
  const admin = askAsAdmin(url);
  people.vera = await addPerson(admin, "vera", "VIEWER");
  people.anna = await addPerson(admin, "anna", "ANALYST");
  people.otto = await addPerson(admin, "otto", "OPERATOR");
  browser = await openAdminBrowser(url, [provider.issuer]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await scenario?.close();
  await provider?.stop();
});

const HISTORY = "/migrations/history?status=FAILED";
const atSignIn = (page: Page, then: string) => page.waitForURL(`**/sign-in?then=${encodeURIComponent(then)}`);

describe("the sign-in", () => {
  it("is where one is led without a session, and leads to where one wanted to go", async () => {
    const page = await browser.open(HISTORY, null);
    await atSignIn(page, HISTORY);
    await lookAt(page, "sign-in");
    await signInByForm(page, people.otto);
    await page.waitForURL(`**${HISTORY}`);
    await page.getByRole("link", { name: "otto Operator" }).waitFor();
    await page.close();
  });

  it("goes nowhere but within the page", async () => {
    const page = await browser.open("/sign-in", null);
    for (const then of ["https://elsewhere.example/x", "//elsewhere.example", "/\\elsewhere.example", "javascript:1"]) {
      await page.goto(`${url}/sign-in?then=${encodeURIComponent(then)}`);
      await signInByForm(page, people.vera);
      await page.waitForURL(`${url}/migrations`);
    }
    await page.close();
  });

  it("says that name or password are wrong, and keeps the name", async () => {
    const page = await browser.open("/sign-in", null);
    await signInByForm(page, { ...people.otto, password: "not this one" });
    await page.getByRole("alert").getByText("The user name or the password is wrong.").waitFor();
    await lookAt(page, "sign-in-wrong");
    expect(await page.getByLabel("User name").inputValue()).toBe("otto");
    expect(await page.getByLabel("Password").inputValue()).toBe("");
    await page.close();
  });

  it("has one wait after too many tries, as long as the server asks", async () => {
    const page = await browser.open("/sign-in", null);
    await page.clock.install();
    // one more than is allowed: the last is not looked at any more
    for (let i = 0; i < 10; i++)
      await fetch(`${url}/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ username: "vera", password: `wrong ${i}` }),
      });
    await signInByForm(page, people.vera);
    await page.getByRole("alert").getByText("Too many failed tries came from here").waitFor();
    expect(await page.getByRole("button", { name: /^Wait \d+ s$/ }).isDisabled()).toBe(true);
    await lookAt(page, "sign-in-too-many");
    await scenario.database.pool.query("update crosswalk.sign_in_failures set locked_until = now()");
    await page.clock.fastForward(61_000);
    await page.getByRole("button", { name: "Sign in", exact: true }).waitFor();
    await signInByForm(page, people.vera);
    await page.waitForURL(`${url}/migrations`);
    await scenario.database.pool.query("delete from crosswalk.sign_in_failures");
    await page.close();
  });

  it("goes out to an OpenID provider, and comes back from it to where one wanted to go", async () => {
    provider.setClaims("gerda", { groups: ["staff"] });
    const page = await browser.open("/migrations/history", null);
    await lookAt(page, "sign-in-open-id");
    await signInAtProvider(page, "gerda");
    await page.waitForURL("**/migrations/history");
    await page.getByRole("link", { name: "gerda Viewer" }).waitFor();
    await page.close();
  });

  it("says so where the OpenID provider knows somebody whom we do not let in", async () => {
    provider.setClaims("stranger", { groups: ["elsewhere"] });
    const page = await browser.open("/sign-in", null);
    await signInAtProvider(page, "stranger");
    await page.getByRole("alert").getByText("ask an administrator whether you may come in").waitFor();
    await page.close();
  });

  it("is where one comes to when the session is ended elsewhere, and comes back from", async () => {
    const page = await browser.open("/migrations/history", people.otto);
    await settled(page);
    const other = await browser.open("/migrations/me", people.otto);
    await other.getByRole("button", { name: "Sign out everywhere else" }).click();
    await other.getByText(/^\d+ sessions? ended\.$/).waitFor();
    await other.close();
    await atSignIn(page, "/migrations/history");
    await signInByForm(page, people.otto);
    await page.waitForURL("**/migrations/history");
    await settled(page);
    await page.close();
  });

  it("follows the sign-out, after which the session is worth nothing", async () => {
    const page = await browser.open("/migrations", people.vera);
    const [cookie] = await page.context().cookies();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    expect(await page.context().cookies()).toEqual([]);
    await page.context().addCookies([cookie as NonNullable<typeof cookie>]);
    await page.goto(`${url}/migrations/${migrationId}`);
    await atSignIn(page, `/migrations/${migrationId}`);
    await page.close();
  });
});

describe("a role", () => {
  it.each(["vera", "anna"] as const)("that may only look can't change anything, and is told why: %s", async (name) => {
    const gate = await closeGate(scenario.database.pool, "npq.users");
    const active = await startMigration(scenario.app);
    const page = await browser.open(`/migrations/${active}`, people[name]);
    await page.getByRole("heading", { name: /^Read/ }).waitFor();
    expect(await page.getByRole("button", { name: "Cancel the migration" }).isDisabled()).toBe(true);
    expect(await codeOf(page, `mutation { cancelMigration(id: "${active}") { userErrors { code } } }`)).toBe(
      "FORBIDDEN",
    );
    await gate.open();
    await page.locator(".cw-title").getByText("Succeeded").waitFor();

    await page.goto(`${url}/migrations/pipelines/npq/start`);
    await settled(page);
    const start = page.getByRole("button", { name: "Start the migration" });
    expect(await start.isDisabled()).toBe(true);
    const why = await start.getAttribute("aria-describedby");
    expect(await page.locator(`#${why}`).textContent()).toContain("may look, but not start");
    await lookAt(page, `start-as-${name === "vera" ? "viewer" : "analyst"}`);

    await page.getByRole("link", { name: "Schedules" }).click();
    await settled(page);
    expect(await page.getByRole("link", { name: "New schedule" }).count()).toBe(0);
    expect(await page.getByRole("link", { name: "Administration" }).count()).toBe(0);
    await page.close();
  });

  it("viewer sees masks, and is told who sees more; an analyst sees the values, which is written down", async () => {
    const seen = await orphansAs(people.vera);
    expect(seen.text).not.toContain(NAME);
    expect(seen.notes).toBe(1);
    expect(await orphansAs(people.anna)).toEqual({ text: expect.stringContaining(NAME), notes: 0 });
    const { auditEntries } = await askAsAdmin(url).query(
      `{ auditEntries(actions: [PERSONAL_READ]) { nodes { actor details } } }`,
    );
    const readers = auditEntries.nodes.map(({ actor }: { actor: string }) => actor);
    expect(readers).toContain("anna");
    expect(readers).not.toContain("vera");
  });

  it("operator starts and cancels, and keeps schedules, but is no admin", async () => {
    const gate = await closeGate(scenario.database.pool, "npq.users");
    const page = await browser.open("/migrations/pipelines/npq/start", people.otto);
    await page.getByRole("button", { name: "Start the migration" }).click();
    await page.getByRole("button", { name: "Start, and write" }).click();
    await page.waitForURL(/\/migrations\/\d+$/);
    await page.getByRole("button", { name: "Cancel the migration" }).click();
    await page.getByRole("button", { name: "Cancel it" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await gate.open();
    await page.getByRole("heading", { name: "It was cancelled" }).waitFor();
    const { migration } = await askAsAdmin(url).query(`query ($id: ID!) { migration(id: $id) { status startedBy } }`, {
      id: page.url().split("/").at(-1),
    });
    expect(migration).toEqual({ status: "CANCELLED", startedBy: "otto" });
    await page.getByRole("link", { name: "Schedules" }).click();
    await page.getByRole("link", { name: "New schedule" }).waitFor();
    expect(await page.getByRole("link", { name: "Administration" }).count()).toBe(0);
    for (const view of ["users", "tokens", "audit"]) {
      await page.goto(`${url}/migrations/admin/${view}`);
      await page.getByText("This is for administrators").waitFor();
    }
    expect(await codeOf(page, "{ users { totalCount } }")).toBe("FORBIDDEN");
    await page.close();
  });

  it("admin may all of it", async () => {
    const page = await browser.open("/migrations");
    await page.getByRole("link", { name: "Administration" }).click();
    await page.getByRole("row", { name: /^otto/ }).waitFor();
    await page.close();
  });
});

it("nothing was asked of anybody outside, and no rule of the page's own was broken", () => {
  expect(browser.problems()).toEqual([]);
});

async function signInAtProvider(page: Page, account: string): Promise<void> {
  await page.getByRole("link", { name: "Sign in with Our <b>" }).click();
  await page.locator("[name=login]").fill(account);
  await page.locator("[name=password]").fill("any");
  await page.locator("[type=submit]").click();
  await page.locator("[name=prompt][value=consent]").waitFor({ state: "attached" });
  await page.locator("[type=submit]").click();
}

/** What a page is told that asks the API for what its role may not have. */
function codeOf(page: Page, query: string): Promise<string> {
  return page.evaluate(
    `fetch("/graphql", { method: "POST", headers: { "content-type": "application/json" }, body: ${JSON.stringify(
      JSON.stringify({ query }),
    )} }).then((response) => response.json()).then(({ errors }) => errors[0].extensions.code)`,
  );
}

async function orphansAs(who: Person): Promise<{ readonly text: string | null; readonly notes: number }> {
  const page = await browser.open(`/migrations/${migrationId}/orphans?model=users`, who);
  await settled(page);
  await page.locator(".cw-finding").first().waitFor();
  const text = await page.locator("main").textContent();
  const notes = await page.getByText("Personal fields are masked for your role").count();
  await page.close();
  return { text, notes };
}
