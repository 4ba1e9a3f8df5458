import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import {
  ADMIN,
  ADMIN_SETTINGS,
  type AdminBrowser,
  askAsAdmin,
  lookAt,
  openAdminBrowser,
  settled,
  signInByForm,
} from "../helpers/admin-page.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { addPerson, addToken, PASSWORD } from "../helpers/people.js";

const OTHER_PASSWORD = "another horse battery";

let database: TestDatabase;
let app: App;
let browser: AdminBrowser;
let url: string;
let page: Page;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await createApp(loadConfig({ DATABASE_URL: database.url, ...ADMIN_SETTINGS }));
  ({ url } = await app.serve({ host: "127.0.0.1", port: 0 }));
  browser = await openAdminBrowser(url);
  page = await browser.open("/migrations");
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await database?.drop();
});

async function go(place: string): Promise<void> {
  await page.goto(url + place);
  await settled(page);
}

const lineOf = (name: string) => page.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) });

describe("users", () => {
  it("are made, and can sign in", async () => {
    await page.getByRole("link", { name: "Administration" }).click();
    await page.getByRole("button", { name: "New user" }).click();
    await page.getByLabel("User name").fill("a:b");
    await page.getByLabel("First password").fill("short");
    await page.getByRole("button", { name: "Make the user" }).click();
    await page.locator("#username-error").getByText("no colon").waitFor();
    await page.locator("#password-error").getByText("10 to 200 characters").waitFor();
    await lookAt(page, "new-user-refused");
    await page.getByLabel("User name").fill("nina");
    await page.getByLabel("Role", { exact: true }).selectOption("Analyst: also personal fields");
    await page.getByLabel("First password").fill(PASSWORD);
    await page.getByRole("button", { name: "Make the user" }).click();
    await page.getByText("nina may sign in now.").waitFor();
    await lineOf("nina").getByText("by olga").waitFor();
    await lookAt(page, "users");
    // nobody locks themselves out, and the first admin is the settings'
    expect(await lineOf(ADMIN.username).getByRole("button").count()).toBe(0);
  });

  it("get another role after one more question, at once where they are signed in", async () => {
    await addPerson(askAsAdmin(url), "rolf", "VIEWER");
    await go("/migrations/admin/users");
    const theirs = await browser.open("/migrations/schedules", { username: "rolf", password: PASSWORD });
    await theirs.getByText("Your role (viewer) may look").waitFor();
    await page.getByLabel("Role of rolf").selectOption("Operator");
    await page.getByRole("button", { name: "Leave it" }).click();
    expect(await page.getByLabel("Role of rolf").inputValue()).toBe("VIEWER");
    await page.getByLabel("Role of rolf").selectOption("Operator");
    await lookAt(page, "change-role");
    await page.getByRole("button", { name: "Change the role" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.getByLabel("Role of rolf").inputValue()).toBe("OPERATOR");
    await theirs.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await theirs.getByRole("link", { name: "New schedule" }).waitFor();
    await theirs.close();
  });

  it("are disabled, which signs them out, and enabled again", async () => {
    const who = await addPerson(askAsAdmin(url), "dora", "VIEWER");
    const theirs = await browser.open("/migrations/history", who);
    await settled(theirs);
    await go("/migrations/admin/users");
    await page.getByRole("button", { name: "Disable dora" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await lineOf("dora").getByText("Disabled").waitFor();
    await theirs.waitForURL("**/sign-in?then=%2Fmigrations%2Fhistory");
    await signInByForm(theirs, who);
    await theirs.getByText("The user name or the password is wrong.").waitFor();
    await page.getByRole("button", { name: "Enable dora" }).click();
    await page.getByRole("button", { name: "Disable dora" }).waitFor();
    await signInByForm(theirs, who);
    await theirs.waitForURL("**/migrations/history");
    await theirs.close();
  });

  it("who lost their password get another", async () => {
    const who = await addPerson(askAsAdmin(url), "lost", "VIEWER");
    await go("/migrations/admin/users");
    await page.getByRole("button", { name: "Reset password of lost" }).click();
    await page.getByLabel("New password").fill("short");
    await page.getByRole("button", { name: "Reset the password", exact: true }).click();
    await page.getByRole("dialog").getByText("A password has 10 to 200 characters; 5 came.").waitFor();
    await lookAt(page, "reset-password");
    await page.getByLabel("New password").fill(OTHER_PASSWORD);
    await page.getByRole("button", { name: "Reset the password", exact: true }).click();
    await page.getByText("The password is reset.").waitFor();
    const theirs = await browser.open("/migrations", { ...who, password: OTHER_PASSWORD });
    await theirs.getByRole("link", { name: "lost Viewer" }).waitFor();
    await theirs.close();
  });
});

describe("tokens", () => {
  it("are made with a secret that is shown once, work, and are revoked", async () => {
    await go("/migrations/admin/tokens");
    await page.getByText("There is no token").waitFor();
    await page.getByRole("button", { name: "New token" }).click();
    await page.getByLabel("Name").fill("nightly notebooks");
    await page.getByLabel("Ends after").fill("many");
    await page.getByRole("button", { name: "Make the token" }).click();
    await page.locator("#days-error").getByText("a whole number").waitFor();
    await page.getByLabel("Ends after").fill("400");
    await page.getByRole("button", { name: "Make the token" }).click();
    await page.locator("#days-error").getByText("A token lasts for 1 to 366 days").waitFor();
    await lookAt(page, "new-token-refused");
    await page.getByLabel("Ends after").fill("30");
    await page.getByRole("button", { name: "Make the token" }).click();
    await page.getByRole("heading", { name: "The secret of nightly notebooks" }).waitFor();
    await lookAt(page, "token-secret");
    const secret = (await page.locator(".cw-secret").textContent()) as string;
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: url });
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByText("Copied").waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(secret);
    await page.getByRole("button", { name: "I have kept it" }).click();
    expect(await page.locator("main").textContent()).not.toContain(secret);

    expect(await statusWith(secret)).toBe(200);
    await go("/migrations/admin/tokens");
    await lineOf("nightly notebooks").getByText("Good").waitFor();
    await lookAt(page, "tokens");
    await page.getByRole("button", { name: "Revoke nightly notebooks" }).click();
    await page.getByRole("button", { name: "Revoke it" }).click();
    await lineOf("nightly notebooks").getByText("Revoked").waitFor();
    expect(await statusWith(secret)).toBe(401);
  });

  async function statusWith(secret: string): Promise<number> {
    const { status } = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: "{ me { username } }" }),
    });
    return status;
  }
});

describe("the audit log", () => {
  it("is filtered by action and by who did it, paged, and holds no password", async () => {
    for (let i = 0; i < 21; i++) await addToken(askAsAdmin(url), "VIEWER", `token ${i}`);
    await go("/migrations/admin/audit");
    await lookAt(page, "audit-log");
    await page.getByLabel("Action").selectOption("Token made");
    await page.getByText(/^1 to 20 of \d+ entries/).waitFor();
    await settled(page);
    const actions = await page.getByRole("cell", { name: "Token made" }).count();
    expect(actions).toBe(20);
    await page.getByRole("button", { name: "Next page" }).click();
    await page.getByText(/^21 to \d+ of \d+ entries/).waitFor();
    const first = await page.getByRole("button", { name: "First page" }).isVisible();
    expect(first).toBe(true);

    await page.getByLabel("By", { exact: true }).fill("nobody");
    await page.getByText("No entry is like that").waitFor();
    await page.getByLabel("Action").selectOption("Sign-in refused");
    await page.getByRole("cell", { name: /way: PASSWORD, username: dora/ }).waitFor();
    expect(new URL(page.url()).search).toBe("?action=SIGN_IN_FAILED&actor=nobody");
    const { auditEntries } = await askAsAdmin(url).query("{ auditEntries(first: 100) { nodes { details } } }");
    expect(JSON.stringify(auditEntries)).not.toContain(PASSWORD);
  });
});

describe("about oneself", () => {
  it("one sees one's sessions, and ends one", async () => {
    const who = await addPerson(askAsAdmin(url), "mia", "VIEWER");
    const here = await browser.open("/migrations", who);
    const there = await browser.open("/migrations/history", who);
    await settled(there);
    await here.getByRole("link", { name: "mia Viewer" }).click();
    await here.getByRole("row", { name: /Chrome on Linux This one/ }).waitFor();
    await lookAt(here, "me");
    await here.getByRole("button", { name: "End it" }).click();
    await here.getByText("1 session ended.").waitFor();
    await there.waitForURL("**/sign-in?then=%2Fmigrations%2Fhistory");
    await there.close();
    await here.close();
  });

  it("one changes one's password, and goes on", async () => {
    const who = await addPerson(askAsAdmin(url), "paul", "VIEWER");
    const own = await browser.open("/migrations/me", who);
    const change = async (current: string, next: string, again: string): Promise<void> => {
      await own.getByLabel("The password that you have").fill(current);
      await own.getByLabel("New password", { exact: true }).fill(next);
      await own.getByLabel("New password, again").fill(again);
      await own.getByRole("button", { name: "Change it" }).click();
    };
    await change(PASSWORD, OTHER_PASSWORD, "mistyped horse");
    await own.locator("#again-error").waitFor();
    await change("not the one", OTHER_PASSWORD, OTHER_PASSWORD);
    await own.locator("#current-error").waitFor();
    await lookAt(own, "change-password-refused");
    await change(PASSWORD, OTHER_PASSWORD, OTHER_PASSWORD);
    await own.getByText("Your password is changed.").waitFor();
    await own.getByRole("link", { name: "History", exact: true }).click();
    await settled(own);
    const again = await browser.open("/migrations", { ...who, password: OTHER_PASSWORD });
    await again.close();
    await own.close();
  });
});

it("the page leads to the notebooks, and they lead back, or to the sign-in when the session has ended", async () => {
  await go("/migrations");
  await page.getByRole("link", { name: "Notebooks" }).click();
  await page.waitForURL("**/notebooks/");
  await page.getByRole("heading", { level: 1, name: "Notebooks" }).waitFor();
  await page.getByRole("link", { name: "Match rate" }).click();
  await page.waitForURL("**/notebooks/match-rate");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("link", { name: "Migrations", exact: true }).click();
  await page.waitForURL("**/migrations");
  await settled(page);

  const who = await addPerson(askAsAdmin(url), "noah", "VIEWER");
  const theirs = await browser.open("/migrations/me", who);
  // the session ends between the notebook and what it asks
  await theirs.route("**/graphql", async (route) => {
    await askAsAdmin(url).query(`mutation { updateUser(input: { id: "${who.id}", disabled: true }) { user { id } } }`);
    await route.continue();
  });
  await theirs.goto(`${url}/notebooks/match-rate`);
  await theirs.waitForURL("**/sign-in?then=%2Fnotebooks%2Fmatch-rate");
  await theirs.close();
});

it("nothing was asked of anybody outside, and no rule of the page's own was broken", () => {
  expect(browser.problems()).toEqual([]);
});
