import type { Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AdminBrowser, lookAt, openAdminBrowser, settled } from "../helpers/admin-page.js";
import { CREDENTIALS, startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { usersToStore } from "../helpers/users.js";

let api: TestApi;
let browser: AdminBrowser;
let migrationId: number;

beforeAll(async () => {
  api = await startTestApi();
  migrationId = await storeMigration(api.database.pool, [usersToStore({ matched: 3, orphansLeft: 2 })]);
  browser = await openAdminBrowser(api.server.url);
});
afterAll(async () => {
  await browser?.close();
  await api?.stop();
});

const open = (place: string) => browser.open(place, { httpCredentials: { ...CREDENTIALS } });

/** What a server with sessions answers: how the page takes it is tried here, the sessions themselves elsewhere. */
async function answerSession(page: Page, answer: (route: Route) => Promise<void>): Promise<void> {
  await page.route("**/session", answer);
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("User name").fill("olga");
  await page.getByLabel("Password").fill("letters4digits");
  await page.getByRole("button", { name: "Sign in" }).click();
}

describe("the sign-in", () => {
  it("is open to all, and leads to where one wanted to go", async () => {
    const open = await fetch(`${api.server.url}/sign-in`);
    expect(open.status).toBe(200);
    expect((await fetch(`${api.server.url}/migrations`, { redirect: "manual" })).status).not.toBe(200);

    const page = await browser.open(`/sign-in?then=${encodeURIComponent("/migrations/history?status=FAILED")}`, {
      httpCredentials: { ...CREDENTIALS },
    });
    const sent: unknown[] = [];
    await answerSession(page, async (route) => {
      sent.push(route.request().postDataJSON());
      await route.fulfill({ status: 201, json: { username: "olga", role: "ADMIN" } });
    });
    await lookAt(page, "sign-in");
    await signIn(page);
    await page.waitForURL("**/migrations/history?status=FAILED");
    expect(sent).toEqual([{ username: "olga", password: "letters4digits" }]);
    await page.close();
  });

  it.each(["https://elsewhere.example/x", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"])(
    "goes nowhere but within the page: %s",
    async (then) => {
      const page = await browser.open(`/sign-in?then=${encodeURIComponent(then)}`, {
        httpCredentials: { ...CREDENTIALS },
      });
      await answerSession(page, (route) => route.fulfill({ status: 201, json: { username: "olga", role: "ADMIN" } }));
      await signIn(page);
      await page.waitForURL(`${api.server.url}/migrations`);
      await page.close();
    },
  );

  it("says that name or password are wrong, and keeps the name", async () => {
    const page = await open("/sign-in");
    await answerSession(page, (route) =>
      route.fulfill({ status: 401, json: { errors: [{ message: "no", extensions: { code: "SIGN_IN_FAILED" } }] } }),
    );
    await signIn(page);
    await page.getByRole("alert").getByText("The user name or the password is wrong.").waitFor();
    await lookAt(page, "sign-in-wrong");
    expect(await page.getByLabel("User name").inputValue()).toBe("olga");
    expect(await page.getByLabel("Password").inputValue()).toBe("");
    await page.close();
  });

  it("has one wait after too many tries, as long as the server asks", async () => {
    const page = await open("/sign-in");
    await answerSession(page, (route) =>
      route.fulfill({ status: 429, headers: { "retry-after": "2" }, json: { errors: [] } }),
    );
    await signIn(page);
    await page.getByRole("alert").getByText("Too many failed tries").waitFor();
    expect(await page.getByRole("button", { name: /^Wait \d s$/ }).isDisabled()).toBe(true);
    await lookAt(page, "sign-in-too-many");
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    expect(await page.getByRole("button", { name: "Sign in" }).isEnabled()).toBe(true);
    await page.close();
  });

  it("offers OpenID Connect where the server does", async () => {
    const page = await browser.open("/migrations/nowhere/x", { httpCredentials: { ...CREDENTIALS } });
    await page.route("**/session/ways", (route) =>
      route.fulfill({ json: { password: true, openId: { title: "Our <b>" } } }),
    );
    await page.goto(`${api.server.url}/sign-in?then=/migrations/history`);
    const link = page.getByRole("link", { name: "Sign in with Our <b>" });
    expect(await link.getAttribute("href")).toBe("/session/openid?then=%2Fmigrations%2Fhistory");
    await lookAt(page, "sign-in-open-id");
    await page.goto(`${api.server.url}/sign-in?error=SIGN_IN_FAILED`);
    await page.getByRole("alert").getByText("ask an administrator whether you may come in").waitFor();
    await page.close();
  });

  it("is where who is signed out comes to, and comes back from", async () => {
    const page = await open("/migrations");
    await settled(page);
    await page.route("**/graphql", (route) =>
      route.fulfill({ status: 401, json: { errors: [{ message: "no", extensions: { code: "UNAUTHENTICATED" } }] } }),
    );
    await page.getByRole("link", { name: "History", exact: true }).click();
    await page.waitForURL("**/sign-in?then=%2Fmigrations%2Fhistory");
    await page.close();
  });

  it("follows the sign-out", async () => {
    const page = await open("/migrations");
    const methods: string[] = [];
    await answerSession(page, async (route) => {
      methods.push(route.request().method());
      await route.fulfill({ status: 204 });
    });
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL("**/sign-in");
    expect(methods).toEqual(["DELETE"]);
    await page.close();
  });
});

describe("a role", () => {
  async function openAs(role: string, place: string): Promise<Page> {
    const page = await open("/sign-in");
    await page.route("**/graphql", async (route) => {
      if (!route.request().postData()?.includes("query Me")) return route.continue();
      await route.fulfill({ json: { data: { me: { username: "vera", role } } } });
    });
    await page.goto(api.server.url + place);
    await settled(page);
    return page;
  }

  it.each(["VIEWER", "ANALYST"])("%s may look, and is told why nothing can be started", async (role) => {
    const page = await openAs(role, "/migrations/pipelines/npq/start");
    const start = page.getByRole("button", { name: "Start the migration" });
    expect(await start.isDisabled()).toBe(true);
    const why = await start.getAttribute("aria-describedby");
    expect(await page.locator(`#${why}`).textContent()).toContain(`Your role (${role.toLowerCase()}) may look`);
    await lookAt(page, `start-as-${role.toLowerCase()}`);
    await page.getByRole("link", { name: "Schedules" }).click();
    await settled(page);
    expect(await page.getByRole("link", { name: "New schedule" }).count()).toBe(0);
    await page.close();
  });

  it("operator may start", async () => {
    const page = await openAs("OPERATOR", "/migrations/pipelines/npq/start");
    expect(await page.getByRole("button", { name: "Start the migration" }).isEnabled()).toBe(true);
    await page.close();
  });

  it("viewer is told that personal fields are masked, and who may see them; an analyst is not", async () => {
    for (const [role, notes] of [
      ["VIEWER", 1],
      ["ANALYST", 0],
    ] as const) {
      const page = await openAs(role, `/migrations/${migrationId}/orphans`);
      expect(await page.getByText("Personal fields are masked for your role").count(), role).toBe(notes);
      await page.close();
    }
  });
});

it("nothing was asked of anybody outside, and no rule of the page's own was broken", () => {
  expect(browser.problems()).toEqual([]);
});
