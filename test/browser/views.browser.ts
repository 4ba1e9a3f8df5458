import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadNpqSample } from "../../prisma/sample/npq/load.js";
import { loadStudentsSample } from "../../prisma/sample/students/load.js";
import { importSampleSponsors } from "../../prisma/sample/students/sponsors.js";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { ADMIN_SETTINGS, type AdminBrowser, lookAt, openAdminBrowser, settled } from "../helpers/admin-page.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { ended, request } from "../helpers/migrations.js";

let database: TestDatabase;
let app: App;
let browser: AdminBrowser;
let page: Page;
/** migrations of the sample: npq twice, then the students of both days */
const ids: number[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const at = { ecfUrl: database.url, npqUrl: database.url, scale: 0.01, seed: 1 };
  await loadNpqSample(at);
  await importSampleSponsors(database.url);
  app = await createApp(loadConfig({ DATABASE_URL: database.url, ...ADMIN_SETTINGS }));
  await app.work();
  const migrate = async (pipeline: string): Promise<void> => {
    const { migrationId } = await app.migrations.start(request({}, { pipeline }));
    await ended(app, migrationId as number);
    ids.push(migrationId as number);
  };
  await migrate("npq");
  // without what they were matched by they are orphans next time: the rate falls
  await database.pool.query("update npq.users set ecf_id = null, trn = null, uid = null where id % 10 = 0");
  await migrate("npq");
  for (const day of [1, 2] as const) {
    await loadStudentsSample({ url: database.url, schema: "legacy", students: 200, seed: 1, day, replace: true });
    await migrate("students");
  }
  const { url } = await app.serve({ host: "127.0.0.1", port: 0 });
  browser = await openAdminBrowser(url);
  page = await browser.open("/migrations");
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await database?.drop();
});

/** A place within the page, as its links lead there; told in words where one only wants to be there. */
async function go(place: string): Promise<void> {
  await page.goto(new URL(place, page.url()).href);
  await settled(page);
}

describe("every view reads well on a phone and on a desk, in light and dark, and keeps nobody out", () => {
  it.each([
    ["overview", () => "/migrations"],
    ["history", () => "/migrations/history"],
    ["result of a reconciliation", () => `/migrations/${ids[1]}`],
    ["result of an upsert", () => `/migrations/${ids[3]}`],
    ["orphans", () => `/migrations/${ids[0]}/orphans?candidates=with`],
    ["duplicates", () => `/migrations/${ids[0]}/duplicates?search=ada`],
    ["matches", () => `/migrations/${ids[0]}/matches`],
    ["shared values", () => `/migrations/${ids[0]}/shared-values`],
    ["rejections", () => `/migrations/${ids[2]}/rejections`],
    ["changes", () => `/migrations/${ids[3]}/changes?effect=UPDATED`],
    ["start", () => "/migrations/pipelines/students/start"],
    ["schedules", () => "/migrations/schedules"],
    ["new schedule", () => "/migrations/schedules/new"],
    ["not found", () => "/migrations/987654"],
  ])("%s", async (name, place) => {
    await go(place());
    await lookAt(page, name.replaceAll(" ", "-"));
  });

  it("asked nobody outside, and broke no rule of its own", () => {
    expect(browser.problems()).toEqual([]);
  });
});

describe("a result", () => {
  it("has a card a model that adds up, and leads to what is behind each number", async () => {
    await go(`/migrations/${ids[0]}`);
    const users = page.getByRole("article", { name: "Users" });
    expect(await users.getByRole("row", { name: /^Matched/ }).textContent()).toContain("91680.8%");
    expect(await users.getByRole("row", { name: /^Duplicates/ }).textContent()).toContain("162");
    await users.getByRole("link", { name: "Orphans of NPQ registration" }).click();
    await settled(page);
    expect(new URL(page.url()).search).toBe("?model=users&side=RIGHT");
    expect(await page.getByText("1 to 20 of 55 orphans").isVisible()).toBe(true);
  });

  it("says by how much the match rate changed since the one before", async () => {
    await go(`/migrations/${ids[1]}`);
    const users = page.getByRole("article", { name: "Users" });
    expect(await users.getByText(/Match rate down by \d+\.\d points/).count()).toBe(1);
    expect(await users.getByRole("row", { name: /^Matched/ }).textContent()).toMatch(/[+-]\d+/);
    await page
      .getByRole("link", { name: `migration ${ids[0]}` })
      .first()
      .click();
    await page.getByRole("heading", { level: 1, name: `Migration ${ids[0]}:` }).waitFor();
  });

  it("gives its reports to take along", async () => {
    await go(`/migrations/${ids[0]}`);
    for (const [name, fileName] of [
      ["Orphans of users, yaml", /orphans-users\.yaml$/],
      ["Orphans of users, yaml, masked", /orphans-users-masked\.yaml$/],
    ] as const) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(fileName);
      expect(await download.failure()).toBeNull();
    }
  });

  it("of an upsert says what became of the rows, and what to do next", async () => {
    await go(`/migrations/${ids[3]}`);
    const rows = page.getByRole("article", { name: "Students" });
    expect(await rows.getByText(/unchanged: (optimal|acceptable|inefficient)/).isVisible()).toBe(true);
    const next = page.getByRole("region", { name: "What to do next" });
    await next
      .getByRole("link", { name: /^Rejections: / })
      .first()
      .click();
    await settled(page);
    const { searchParams, pathname } = new URL(page.url());
    expect(pathname).toBe(`/migrations/${ids[3]}/rejections`);
    expect(searchParams.get("reason")).toMatch(/^[a-z_]+$/);
  });
});

describe("a list", () => {
  it("is paged there and back, and its address shows the same page to others", async () => {
    await go(`/migrations/${ids[0]}/matches?model=users`);
    const first = await page.locator(".cw-finding h2").first().textContent();
    await page.getByRole("button", { name: "Next page" }).click();
    await page.getByText("21 to 40 of 916 matches").waitFor();
    await settled(page);
    const second = await page.locator(".cw-finding h2").first().textContent();
    expect(second).not.toBe(first);

    const other = await browser.open(new URL(page.url()).pathname + new URL(page.url()).search);
    await settled(other);
    expect(await other.getByText("21 to 40 of 916 matches").isVisible()).toBe(true);
    expect(await other.locator(".cw-finding h2").first().textContent()).toBe(second);
    await other.close();

    await page.getByRole("button", { name: "Next page" }).click();
    await page.getByText("41 to 60 of 916 matches").waitFor();
    await page.getByRole("button", { name: "Previous page" }).click();
    await page.getByText("21 to 40 of 916 matches").waitFor();
    await page.getByRole("button", { name: "First page" }).click();
    await page.getByText("1 to 20 of 916 matches").waitFor();
    await settled(page);
    expect(await page.locator(".cw-finding h2").first().textContent()).toBe(first);
    await page.goBack();
    await page.getByText("21 to 40 of 916 matches").waitFor();
  });

  it("of orphans is filtered and searched, and shows what agrees with each candidate", async () => {
    await go(`/migrations/${ids[0]}/orphans`);
    await page.getByLabel("Model").selectOption("Users");
    await page.getByLabel("Candidates", { exact: true }).selectOption("With candidates");
    await page.getByText("1 to 2 of 2 orphans").waitFor();
    await settled(page);
    const card = page.locator(".cw-finding").first();
    expect(await card.locator("mark").count()).toBeGreaterThan(2);
    expect(
      await card.getByText(/^Candidate 1: the same first name, and an application at the same school/).count(),
    ).toBe(1);
    const name = (await card.getByRole("heading").textContent())?.split(/users/)[0] as string;

    await page.getByLabel("Candidates", { exact: true }).selectOption("With or without");
    await page.getByLabel("Search").fill(name);
    await page.getByText(/^1 to \d+ of \d+ orphans/).waitFor();
    await page.waitForURL((url) => url.searchParams.get("search") === name);
    await settled(page);
    expect(await page.locator(".cw-finding h2").first().textContent()).toContain(name);
    await page.getByLabel("Search").fill("nobody at all");
    await page.getByText("There are no orphans like that").waitFor();
  });

  it("of duplicates draws which records share which values", async () => {
    await go(`/migrations/${ids[0]}/duplicates?model=users`);
    const drawing = page.locator(".cw-finding").first().locator(".cw-drawing");
    const boxes = await drawing.locator(".cw-drawing__box--left, .cw-drawing__box--right").count();
    expect(boxes).toBeGreaterThan(2);
    expect(await drawing.locator(".cw-drawing__tie").count()).toBeGreaterThanOrEqual(boxes);
    expect(await drawing.locator("title").first().textContent()).toMatch(/^Shared values\. \w+/);
  });

  it("of rejections is grouped by reason, and shows the values", async () => {
    await go(`/migrations/${ids[2]}/rejections`);
    const reasons = page.getByRole("group", { name: "Reasons" });
    const line = reasons.getByRole("row").filter({ hasText: "Missing critical data" });
    const rows = Number(await line.getByRole("cell").first().textContent());
    expect(rows).toBeGreaterThan(0);
    await line.getByRole("link").click();
    await page.getByText(new RegExp(`of ${rows} rejections`)).waitFor();
    await settled(page);
    expect(await page.locator(".cw-finding h2 code:last-child").allTextContents()).toEqual(
      Array.from({ length: rows }, () => "missing_critical_data"),
    );
    await page.getByText("The values concerned").first().click();
    await page.locator(".cw-row dt").first().waitFor();
    await reasons.getByRole("button", { name: "Reason" }).click();
    const names = await reasons.getByRole("rowheader").allTextContents();
    expect(names.slice(1)).toEqual(names.slice(1).toSorted());
  });

  it("of changes shows before and after", async () => {
    await go(`/migrations/${ids[3]}/changes?effect=UPDATED`);
    const [change] = await page.locator("tbody tr").all();
    expect(await change?.locator("del, .cw-none").count()).toBeGreaterThan(0);
    expect(await change?.locator("ins, .cw-none").count()).toBeGreaterThan(0);
    await page.getByLabel("Entity").selectOption("Students");
    await settled(page);
    expect(new Set(await page.locator("tbody th .cw-card__more").allTextContents())).toEqual(new Set(["Students"]));
  });

  it("of migrations is sorted and filtered by its address", async () => {
    await go("/migrations/history");
    const numbers = () => page.locator("tbody th a").allTextContents();
    expect((await numbers()).map((text) => Number.parseInt(text, 10))).toEqual(ids.toReversed());
    await page.getByRole("button", { name: "When" }).click();
    await page.waitForURL((url) => url.searchParams.get("order") === "OLDEST_FIRST");
    await settled(page);
    expect((await numbers()).map((text) => Number.parseInt(text, 10))).toEqual(ids);
    await page.getByLabel("Pipeline").selectOption("Student migration");
    await page.getByText("1 to 2 of 2 migrations").waitFor();
    expect(await page.getByRole("img", { name: /^Taken of students over 2 migrations/ }).count()).toBe(1);
  });
});
