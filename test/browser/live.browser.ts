import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ADMIN_SETTINGS, type AdminBrowser, lookAt, openAdminBrowser, settled } from "../helpers/admin-page.js";
import { type CutProxy, openCutProxy } from "../helpers/cut-proxy.js";
import { eventually } from "../helpers/eventually.js";
import { closeGate } from "../helpers/interleave.js";
import { ended, migrationOf, startMigration } from "../helpers/migrations.js";
import { ecfId, openScenario, type Scenario } from "../helpers/npq-scenario.js";

const MARKUP = `<img src=x onerror="document.title='taken over'">`;

let scenario: Scenario;
/** what the browser goes through */
let way: CutProxy;
let browser: AdminBrowser;

beforeAll(async () => {
  scenario = await openScenario(ADMIN_SETTINGS);
  await scenario.fill({
    ecf: {
      users: { ann: { fullName: MARKUP }, cleo: { fullName: MARKUP, trn: "7366041" } },
      applications: { headship: { user: "ann", status: "accepted" } },
    },
    npq: {
      users: {
        ann: { ecfId: ecfId("ann"), fullName: MARKUP },
        bob: { fullName: "<b>Bob</b>" },
        cleo: { trn: "7366041", fullName: MARKUP },
        "cleo again": { trn: "7366041", fullName: MARKUP },
      },
      applications: { headship: { user: "ann" } },
    },
  });
  const { url } = await scenario.app.serve({ host: "127.0.0.1", port: 0 });
  way = await openCutProxy(url);
  browser = await openAdminBrowser(way.url);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await way?.close();
  await scenario?.close();
});

const gateOf = () => closeGate(scenario.database.pool, "npq.users");

function idIn(page: Page): number {
  return Number(/\/migrations\/(\d+)/.exec(page.url())?.[1]);
}

async function isStarted(page: Page): Promise<void> {
  await page.waitForURL(/\/migrations\/\d+$/);
  await page.getByRole("heading", { name: /^Read/ }).waitFor();
}

const atItsEnd = (page: Page) => page.locator(".cw-title").getByText("Succeeded").waitFor();

describe("a migration", () => {
  it("is started after one more question, followed live in two tabs, and shows its result", async () => {
    const gate = await gateOf();
    const page = await browser.open("/migrations");
    await page.getByRole("article", { name: "NPQ reconciliation" }).getByRole("link", { name: "Start a" }).click();
    await page.getByRole("button", { name: "Start the migration" }).click();
    const question = page.getByRole("dialog", { name: "Start NPQ reconciliation?" });
    expect(await question.textContent()).toContain("Matched records of NPQ registration are changed");
    await lookAt(page, "confirmation");
    await question.getByRole("button", { name: "Start, and write" }).click();
    await isStarted(page);
    await lookAt(page, "progress");

    const other = await browser.open(`/migrations/${idIn(page)}`);
    await isStarted(other);
    const elsewhere = await browser.open("/migrations/pipelines/npq/start");
    expect(await elsewhere.getByRole("button", { name: "Start the migration" }).isDisabled()).toBe(true);
    expect(await elsewhere.getByText(`Migration ${idIn(page)} of this pipeline is active`).isVisible()).toBe(true);

    await gate.open();
    for (const tab of [page, other]) {
      await atItsEnd(tab);
      await tab.getByRole("article", { name: "Users" }).waitFor();
    }
    await eventually("another can be started", () =>
      elsewhere.getByRole("button", { name: "Start the migration" }).isEnabled(),
    );
    for (const tab of [page, other, elsewhere]) await tab.close();
  });

  it("is followed again after the connection was cut, from where it was", async () => {
    const gate = await gateOf();
    const id = await startMigration(scenario.app);
    const page = await browser.open(`/migrations/${id}`);
    const told: string[] = [];
    page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => told.push(String(payload))));
    await isStarted(page);
    const subscriptions = () => told.filter((frame) => frame.includes("migrationProgress"));
    await eventually("its progress is followed", () => subscriptions().length > 0);
    way.cut();
    await page.getByText("The connection is lost").waitFor();
    await lookAt(page, "connection-lost");
    way.mend();
    await page.getByText("The connection is lost").waitFor({ state: "detached" });
    const again = subscriptions().at(-1) as string;
    expect(JSON.parse(again).payload.variables).toMatchObject({ migrationId: String(id), after: /^\d+$/ });
    await gate.open();
    await atItsEnd(page);
    await page.close();
  });

  it("says that the machine is offline, and goes on once it is back", async () => {
    const gate = await gateOf();
    const id = await startMigration(scenario.app);
    const page = await browser.open(`/migrations/${id}`);
    await isStarted(page);
    await page.context().setOffline(true);
    await page.getByText("You are offline").waitFor();
    await page.getByRole("link", { name: "Orphans", exact: true }).click();
    await page.getByText("The server can’t be reached").waitFor();
    await lookAt(page, "offline");
    await gate.open();
    await ended(scenario.app, id);
    await page.context().setOffline(false);
    await page.getByText(/^1 to \d of \d orphans/).waitFor();
    expect(await page.getByText("You are offline").count()).toBe(0);
    await page.close();
  });

  it("is cancelled after one more question", async () => {
    const gate = await gateOf();
    const id = await startMigration(scenario.app);
    const page = await browser.open(`/migrations/${id}`);
    await isStarted(page);
    await page.getByRole("button", { name: "Cancel the migration" }).click();
    const question = page.getByRole("dialog", { name: `Cancel migration ${id}?` });
    await question.getByRole("button", { name: "Leave it" }).click();
    await question.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Cancel the migration" }).click();
    await question.getByRole("button", { name: "Cancel it" }).click();
    await question.waitFor({ state: "detached" });
    await gate.open();
    await page.getByRole("heading", { name: "It was cancelled" }).waitFor();
    expect((await migrationOf(scenario.app, id)).status).toBe("CANCELLED");
    await page.close();
  });

  it("is started and followed to its result by keyboard alone", async () => {
    const page = await browser.open("/migrations/pipelines/npq/start");
    await settled(page);
    const reach = async (name: RegExp): Promise<void> => {
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press("Tab");
        const focused = await page.evaluate<string>(
          "(document.activeElement.labels?.[0] ?? document.activeElement).textContent",
        );
        if (name.test(focused)) return;
      }
      throw new Error(`${name} can't be reached by keyboard`);
    };
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Skip to main content");
    await reach(/^Dry run$/);
    await page.keyboard.press("Space");
    await reach(/^More options$/);
    await page.keyboard.press("Enter");
    await reach(/^Records a transaction$/);
    await page.keyboard.type("50");
    await reach(/^Start the dry run$/);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    expect(await page.getByRole("dialog").textContent()).toContain("Nothing is written to NPQ registration");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await reach(/^Start the dry run$/);
    await page.keyboard.press("Enter");
    await reach(/^Start, write nothing$/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/migrations\/\d+$/);
    await atItsEnd(page);
    expect(await page.locator(".cw-title").getByText("Dry run").isVisible()).toBe(true);
    await reach(/^Do it in earnest$/);
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Start the migration" }).waitFor();
    expect(await page.getByLabel("Records a transaction").inputValue()).toBe("50");
    await page.goBack();
    await atItsEnd(page);
    await reach(/^Orphans$/);
    await page.keyboard.press("Enter");
    await page.getByText(/of \d orphans/).waitFor();
    await page.close();
  });

  it("of options that can't be is refused with the reason beside the field", async () => {
    const page = await browser.open("/migrations/pipelines/npq/start");
    await page.getByText("More options").click();
    await page.getByLabel("Records a transaction").fill("many");
    await page.getByRole("button", { name: "Start the migration" }).click();
    const summary = page.getByRole("alert");
    expect(await summary.textContent()).toContain("The batch size must be a whole number");
    await page.getByLabel("Records a transaction").fill("99999999");
    await page.getByRole("button", { name: "Start the migration" }).click();
    await page.getByRole("button", { name: "Start, and write" }).click();
    await page.locator("#batchSize-error").getByText("from 1 to 50000").waitFor();
    await lookAt(page, "refused");
    await summary.getByRole("link").click();
    expect(await page.evaluate("document.activeElement.id")).toBe("batchSize");
    await page.close();
  });
});

it("names with markup are shown as they are", async () => {
  const id = await startMigration(scenario.app);
  await ended(scenario.app, id);
  const page = await browser.open(`/migrations/${id}/matches`);
  await page.getByRole("heading", { name: MARKUP }).first().waitFor();
  await page.goto(`${way.url}/migrations/${id}/duplicates`);
  await page.getByRole("heading", { name: MARKUP }).first().waitFor();
  expect(await page.locator(".cw-drawing__box--right").count()).toBe(2);
  await page.goto(`${way.url}/migrations/${id}/orphans`);
  await page.getByRole("heading", { name: "<b>Bob</b>" }).waitFor();
  expect(await page.locator("main img, main b").count()).toBe(0);
  expect(await page.title()).toContain(`Migration ${id}`);
  await page.close();
});

describe("a schedule", () => {
  it("is made, listed with its next runs, edited, switched off and deleted", async () => {
    const page = await browser.open("/migrations/schedules");
    await page.getByRole("link", { name: "New schedule" }).click();
    await page.getByRole("button", { name: "Save the schedule" }).click();
    await page.getByRole("alert").getByText("Give the schedule a name").waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Night <i>shift</i>");
    await page.getByLabel("Pipeline").selectOption("Student migration");
    await page.getByLabel("How often").selectOption("Monday to Friday");
    await page.getByLabel("At", { exact: true }).fill("03:15");
    await page.getByLabel("Time zone").fill("Mars/Olympus");
    await page.getByLabel("What was modified since the last migration").check();
    await page.getByLabel("Post the end of its migrations").check();
    await page.getByLabel("URL").fill("https://hooks.example.org/crosswalk");
    await page.getByRole("button", { name: "Save the schedule" }).click();
    await page.locator("#timeZone-error").waitFor();
    await page.getByLabel("Time zone").fill("Europe/London");
    await page.getByRole("button", { name: "Save the schedule" }).click();
    await page.getByText("it is not shown again").waitFor();
    expect((await page.locator(".cw-secret").textContent())?.length).toBeGreaterThan(15);
    await page.getByRole("link", { name: "I have kept it" }).click();

    await page.getByRole("heading", { level: 1, name: "Night <i>shift</i>" }).waitFor();
    const next = page.getByRole("region", { name: "Next runs" }).locator("time");
    expect(await next.count()).toBe(5);
    expect(await next.first().textContent()).toMatch(/03:15$/);
    expect(await next.first().getAttribute("title")).toMatch(/^\d{4}-\d\d-\d\d 0[23]:15:00 UTC$/);
    await lookAt(page, "schedule");

    await page.getByRole("link", { name: "Edit" }).click();
    expect(await page.getByLabel("How often").inputValue()).toBe("WORKDAYS");
    expect(await page.getByLabel("What was modified since the last migration").isChecked()).toBe(true);
    await page.getByLabel("How often").selectOption("Every hour");
    await page.getByRole("button", { name: "Save the schedule" }).click();
    await page.getByText("Every hour at minute 15").waitFor();

    await page.getByRole("link", { name: "Schedules" }).click();
    const line = page.getByRole("row").filter({ hasText: "Night <i>shift</i>" });
    await line.getByRole("switch", { checked: true }).click();
    await line.getByRole("switch", { checked: false }).waitFor();
    await lookAt(page, "schedules-with-one");
    await line.getByRole("link", { name: "Night <i>shift</i>" }).click();
    await page.getByText("It is switched off.").waitFor();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete it" }).click();
    await page.getByText("There is no schedule").waitFor();
    await page.close();
  });
});

it("nothing was asked of anybody outside, and no rule of the page's own was broken", () => {
  expect(browser.problems()).toEqual([]);
});
