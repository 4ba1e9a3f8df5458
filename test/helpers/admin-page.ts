import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { BrowserContext, Page, Request } from "playwright-core";
import { expect } from "vitest";
import type { TestApi } from "./api.js";
import { openBrowser } from "./browser.js";
import type { Person } from "./people.js";

type SignsIn = Pick<Person, "username" | "password">;

/** The first admin, as the app under test is configured. */
export const ADMIN = { username: "olga", password: "letters4digits" } as const;

export const ADMIN_SETTINGS = {
  LOG_LEVEL: "silent",
  MIGRATION_USERNAME: ADMIN.username,
  MIGRATION_PASSWORD: ADMIN.password,
} as const;

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Where pictures of all views go; without it none are made. */
const PICTURES = process.env.PAGE_PICTURES;

/** A browser at the page of a server. */
export interface AdminBrowser {
  /** A window of its own at a place, with a session of somebody's, the first admin's where nobody else is named; null for none. */
  open(place: string, who?: SignsIn | null): Promise<Page>;
  /** What went wrong in any window: errors of scripts, breaches of the content security policy, requests to elsewhere. */
  problems(): readonly string[];
  close(): Promise<void>;
}

/** `besides` is where pages may go, such as to sign in: what is asked from there is not the page's doing. */
export async function openAdminBrowser(url: string, besides: readonly string[] = []): Promise<AdminBrowser> {
  const browser = await openBrowser();
  const isElsewhere = (request: Request): boolean => {
    const { origin } = new URL(request.url());
    if (origin === new URL(url).origin || besides.includes(origin)) return false;
    return request.isNavigationRequest() || !besides.includes(new URL(request.frame().url()).origin);
  };
  const problems: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    async open(place, who = ADMIN) {
      const context = await browser.newContext({
        locale: "en-GB",
        timezoneId: "Europe/London",
        reducedMotion: "reduce",
      });
      contexts.push(context);
      context.on("request", (request) => {
        if (isElsewhere(request)) problems.push(`asked elsewhere: ${request.url()}`);
      });
      if (who) await beginSession(context, url, who);
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      page.on("pageerror", (error) => problems.push(error.message));
      page.on("console", (message) => {
        if (/content security policy/i.test(message.text())) problems.push(message.text());
      });
      page.on("websocket", (socket) => {
        if (new URL(socket.url()).host !== new URL(url).host) problems.push(`connected elsewhere: ${socket.url()}`);
      });
      await page.goto(url + place);
      return page;
    },
    problems: () => problems,
    async close() {
      for (const context of contexts) await context.close();
      await browser.close();
    },
  };
}

/** Signs a browser in as the page does, without the page. */
export async function beginSession(
  context: BrowserContext,
  url: string,
  { username, password }: SignsIn,
): Promise<void> {
  const response = await context.request.post(`${url}/session`, { data: { username, password } });
  expect(response.status(), `signing in as ${username}`).toBe(201);
}

/** Asks the API as the first admin, without a browser. */
export function askAsAdmin(url: string): Pick<TestApi, "query"> {
  const authorization = `Basic ${btoa(`${ADMIN.username}:${ADMIN.password}`)}`;
  return {
    async query(query, variables = {}) {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown };
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
  };
}

/** Signs in at the sign-in that is shown. */
export async function signInByForm(page: Page, { username, password }: SignsIn): Promise<void> {
  await page.getByLabel("User name").fill(username);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** Waits until nothing is loaded any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector("h1");
  await page.locator(".cw-loading, [aria-busy=true]").first().waitFor({ state: "detached" });
}

interface AxeViolation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds that keeps people out, or is in their way. */
export async function barriers(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate("'axe' in globalThis"))) await page.evaluate(AXE);
  const violations = await page.evaluate<readonly AxeViolation[]>(
    "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)",
  );
  return violations.map(
    ({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary}`,
  );
}

export const WIDTHS = [375, 1280] as const;
export const SCHEMES = ["light", "dark"] as const;

/** Looks at a view as it is on a phone and on a desk, in light and dark: nothing keeps people out, nothing is cut off. */
export async function lookAt(page: Page, name: string): Promise<void> {
  for (const width of WIDTHS)
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect(overflow, `${name} is wider than ${width}`).toBeLessThanOrEqual(0);
      // once for each width and each colour scheme
      if ((width === 375) === (colorScheme === "dark"))
        expect(await barriers(page), `${name} ${width} ${colorScheme}`).toEqual([]);
      if (!PICTURES) continue;
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: path.join(PICTURES, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
}
