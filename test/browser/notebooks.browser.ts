import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadNpqSample } from "../../prisma/sample/npq/load.js";
import { loadStudentsSample } from "../../prisma/sample/students/load.js";
import { importSampleSponsors } from "../../prisma/sample/students/sponsors.js";
import { runHistory } from "../../scripts/sample-history.js";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import type { Served } from "../../server/serving.js";
import { beginSession } from "../helpers/admin-page.js";
import { openBrowser } from "../helpers/browser.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { eventually } from "../helpers/eventually.js";
import { ended, request } from "../helpers/migrations.js";
import { commitWithoutWaiting } from "../helpers/npq-scenario.js";
import { PROJECT } from "../notebooks/cells.ts";

const NIGHTS = 20;
const CREDENTIALS = { username: "analyst", password: "reads-notebooks" };
const NOTEBOOKS = [
  "match-rate",
  "burn-down",
  "what-changed",
  "orphans-why",
  "duplicates",
  "student-sync",
  "run-profile",
];

let database: TestDatabase;
let app: App;
let serving: Served;
let browser: Browser;

beforeAll(async () => {
  database = await createTestDatabase();
  await commitWithoutWaiting(database);
  const { url } = database;
  await loadNpqSample({ ecfUrl: url, npqUrl: url, scale: 0.01, seed: 1 });
  await loadStudentsSample({ url, students: 200, seed: 1, day: 1 });
  await importSampleSponsors(url);
  const config = loadConfig({
    DATABASE_URL: url,
    LOG_LEVEL: "silent",
    MIGRATION_USERNAME: CREDENTIALS.username,
    MIGRATION_PASSWORD: CREDENTIALS.password,
  });
  app = await createApp(config);
  await app.work();
  await runHistory(app, config, NIGHTS);
  serving = await app.serve({ host: "127.0.0.1", port: 0 });
  browser = await openBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await database?.drop();
});

/** A page with what went wrong in it, and whom it asked beside the server. */
interface Opened {
  readonly page: Page;
  readonly faults: string[];
  readonly outside: string[];
}

async function open(address: string, colorScheme: "light" | "dark" = "light"): Promise<Opened> {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width: 1100, height: 900 },
    timezoneId: "UTC",
  });
  // A report is a file, which nobody signs in to.
  if (address.startsWith("http")) await beginSession(context, new URL(address).origin, CREDENTIALS);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const faults: string[] = [];
  const outside: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) faults.push(message.text());
  });
  page.on("request", (asked) => {
    const { protocol, origin } = new URL(asked.url());
    if (!/^(data|blob|file):$/.test(protocol) && origin !== serving.url) outside.push(asked.url());
  });
  await page.goto(address);
  return { page, faults, outside };
}

/** A notebook whose cells all have come to their ends. */
async function openNotebook(name: string, colorScheme?: "light" | "dark"): Promise<Opened> {
  const opened = await open(`${serving.url}/notebooks/${name}`, colorScheme);
  await settled(opened.page);
  return opened;
}

async function settled(page: Page): Promise<void> {
  await page.locator(".finding").first().waitFor();
  const running = page.locator(".observablehq--running");
  await eventually("all cells have come to their ends", async () => (await running.count()) === 0);
}

const finding = (page: Page): Promise<string> => told(page, ".finding");
const told = async (page: Page, what: string): Promise<string> =>
  ((await page.locator(what).first().textContent()) ?? "").replace(/\s+/g, " ");
const select = (page: Page, label: string) =>
  page.locator("form", { has: page.locator("label", { hasText: label }) }).locator("select");

/** The newest result of a model, as SQL has it. */
async function newest(model: string) {
  const { rows } = await database.pool.query(
    `select r.*, m.id as run from crosswalk.model_results r join crosswalk.migrations m on m.id = r.migration_id
      where m.status = 'SUCCEEDED' and r.model = $1 order by m.id desc limit 1`,
    [model],
  );
  return rows[0];
}

const grouped = (value: number): string => value.toLocaleString("en-GB");

describe.each(NOTEBOOKS)("the notebook %s", (name) => {
  it.each(["light", "dark"] as const)("has no cell that fails, and asks nobody outside, in %s", async (scheme) => {
    const { page, faults, outside } = await openNotebook(name, scheme);
    expect(await page.locator(".observablehq--error").allInnerTexts()).toEqual([]);
    expect(await page.locator("svg").count()).toBeGreaterThan(0);
    expect([faults, outside]).toEqual([[], []]);
    // To be looked at: SCREENSHOTS names a folder.
    if (process.env.SCREENSHOTS) {
      mkdirSync(process.env.SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${name}-${scheme}.png`), fullPage: true });
    }
    await page.context().close();
  });
});

describe("the numbers in a notebook are those of the database", () => {
  it("match rates and counts, by model", async () => {
    const { page } = await openNotebook("match-rate");
    const users = await newest("users");
    expect(await finding(page)).toContain(`Of ${grouped(users.total)} outcomes`);
    expect(await finding(page)).toContain(`${((users.matched / users.total) * 100).toFixed(1)}%`);
    expect(await page.locator("tbody tr").count()).toBe(NIGHTS);
    await select(page, "Model").selectOption({ label: "Applications" });
    const applications = await newest("applications");
    await eventually("the other model", async () =>
      (await finding(page)).includes(`Of ${grouped(applications.total)} outcomes`),
    );
    await select(page, "Period").selectOption({ label: "Last 7 days" });
    await eventually("a week's runs", async () => (await page.locator("tbody tr").count()) === 7);
    await page.context().close();
  });

  it("what is left", async () => {
    const { page } = await openNotebook("burn-down");
    const { orphaned_left, orphaned_right, duplicates } = await newest("users");
    expect(await finding(page)).toContain(grouped(orphaned_left + orphaned_right + duplicates));
    expect(await finding(page)).toMatch(/reached about .+ between|can't be told/);
    await page.context().close();
  });

  it("what changed", async () => {
    const { page } = await openNotebook("what-changed");
    const matched = async (place: number) => {
      const { rows } = await database.pool.query(
        `select matched from crosswalk.model_results where model = 'users' order by migration_id desc offset $1 limit 1`,
        [place],
      );
      return rows[0].matched as number;
    };
    const [, better = 0, worse = 0] = (
      /(\d+) records? came to be matched and (\d+) ceased/.exec(await finding(page)) ?? []
    ).map(Number);
    expect(better - worse).toBe(((await matched(0)) - (await matched(1))) * 2);
    await page.context().close();
  });

  it("causes of orphans", async () => {
    const { page } = await openNotebook("orphans-why");
    const { orphaned_right, orphaned_right_with_candidates } = await newest("users");
    expect(await finding(page)).toContain(`Of ${grouped(orphaned_right)} orphans of NPQ registration`);
    expect(await finding(page)).toContain(`${grouped(orphaned_right_with_candidates)} have candidates`);
    await page.getByLabel("ECF", { exact: true }).check();
    const { orphaned_left } = await newest("users");
    await eventually("the other side", async () =>
      (await finding(page)).includes(`Of ${grouped(orphaned_left)} orphan`),
    );
    await page.context().close();
  });

  it("duplicates, and a cluster that is searched for", async () => {
    const { page } = await openNotebook("duplicates");
    const { duplicates, id } = await newest("users");
    expect(await finding(page)).toContain(`${grouped(duplicates)} duplicates`);
    const { rows } = await database.pool.query(
      "select value from crosswalk.bridges where result_id = $1 order by number limit 1",
      [id],
    );
    await page.getByPlaceholder("an id, a key value or a name").fill(rows[0].value);
    await page.getByRole("button", { name: "Submit" }).click();
    await eventually("the cluster", async () => (await select(page, "Cluster").locator("option").count()) === 1);
    await page.context().close();
  });

  it("syncs, with levels", async () => {
    const { page } = await openNotebook("student-sync");
    const sync = await newest("students");
    const told = await finding(page);
    expect(told).toContain(`${grouped(sync.left_records)} rows`);
    expect(told).toContain(
      `${grouped(sync.created)} created, ${grouped(sync.updated)} updated, ${grouped(sync.unchanged)} unchanged`,
    );
    expect(told).toContain(`Efficiency was ${((sync.unchanged / sync.left_records) * 100).toFixed(1)}%`);
    await page.context().close();
  });

  it("records and memory of a run", async () => {
    const { page } = await openNotebook("run-profile");
    const { rows } = await database.pool.query(
      `select sum(left_records + right_records)::int as records from crosswalk.model_results where migration_id = $1`,
      [(await newest("users")).run],
    );
    expect(await finding(page)).toContain(`${grouped(rows[0].records)} records`);
    await page.context().close();
  });
});

describe("while one looks", () => {
  it("the next run appears by itself, also where the rules changed, and a failed one is told", async () => {
    const { page } = await openNotebook("match-rate");
    await database.pool.query(
      "update crosswalk.migrations set rules = 'others' where id in (select id from crosswalk.migrations where pipeline = 'npq' order by id limit 5)",
    );
    const { migrationId } = await app.migrations.start(request());
    await ended(app, migrationId as number);
    await eventually("the run", async () => (await finding(page)).includes(`run (${migrationId},`));
    expect(await page.locator("tbody tr").count()).toBe(NIGHTS + 1);
    expect(await page.getByText("on by other rules").count()).toBe(1);
    await page.context().close();

    await database.pool.query("alter table npq.users rename to users_away");
    const failing = await app.migrations.start(request());
    await ended(app, failing.migrationId as number);
    await database.pool.query("alter table npq.users_away rename to users");
    const after = await openNotebook("match-rate");
    expect(await told(after.page, ".trouble")).toContain(`(${failing.migrationId}) failed with SOURCE_INCOMPLETE`);
    expect(await finding(after.page)).toContain(`run (${migrationId},`);
    await after.page.context().close();
  });

  it("a table downloads as it is", async () => {
    const { page } = await openNotebook("match-rate");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download CSV" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("match-rate-npq-users.csv");
    await page.context().close();
  });

  it("a cell that fails says so, and the others work", async () => {
    const context = await browser.newContext();
    await beginSession(context, serving.url, CREDENTIALS);
    const page = await context.newPage();
    await page.route("**/graphql", async (route) =>
      route.request().postData()?.includes("query Bridges") ? route.abort() : route.continue(),
    );
    await page.goto(`${serving.url}/notebooks/duplicates`);
    await page.locator(".observablehq--error").first().waitFor();
    await eventually("the other charts", async () => (await page.locator("svg").count()) > 2);
    await context.close();
  });
});

it("an installation without a run is told so by every notebook", async () => {
  const empty = await createTestDatabase();
  const fresh = await createApp(
    loadConfig({
      DATABASE_URL: empty.url,
      LOG_LEVEL: "silent",
      MIGRATION_USERNAME: CREDENTIALS.username,
      MIGRATION_PASSWORD: CREDENTIALS.password,
    }),
  );
  try {
    const { url } = await fresh.serve({ host: "127.0.0.1", port: 0 });
    for (const name of NOTEBOOKS) {
      const { page, faults } = await open(`${url}/notebooks/${name}`);
      await settled(page);
      expect(await finding(page), name).toMatch(/no succeeded|not two runs/);
      expect([await page.locator(".observablehq--error").allInnerTexts(), faults], name).toEqual([[], []]);
      await page.context().close();
    }
  } finally {
    await fresh.stop();
    await empty.drop();
  }
}, 180_000);

it("a report is one file that works without a server, and shows nobody's name", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "crosswalk-report-"));
  const file = path.join(folder, "report.html");
  // Not synchronously: the server that it asks is in this process.
  const made = spawn(
    process.execPath,
    ["--import", "tsx", "notebooks/report/make.ts", "duplicates", "--out", file, "--server", serving.url],
    {
      cwd: PROJECT,
      stdio: ["ignore", "ignore", "inherit"],
      env: {
        ...process.env,
        LOG_LEVEL: "warn",
        MIGRATION_USERNAME: CREDENTIALS.username,
        MIGRATION_PASSWORD: CREDENTIALS.password,
      },
    },
  );
  expect(await once(made, "close")).toEqual([0, null]);
  try {
    const { page, faults, outside } = await open(`file://${file}`);
    await settled(page);
    expect(await finding(page)).toContain(`${grouped((await newest("users")).duplicates)} duplicates`);
    expect(await page.locator(".observablehq--error").allInnerTexts()).toEqual([]);
    expect([faults, outside]).toEqual([[], []]);
    const { rows } = await database.pool.query("select full_name from npq.users where full_name like '% %' limit 50");
    const text = await page.content();
    expect(rows.filter(({ full_name }) => text.includes(full_name))).toEqual([]);
    await select(page, "Model").selectOption({ label: "Applications" });
    await eventually("the other model", async () => (await finding(page)).includes("applications"));
    await page.context().close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 180_000);
