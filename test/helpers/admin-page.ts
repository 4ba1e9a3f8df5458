import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { openBrowser } from "./browser.js";

/** Who signs in, as the app under test is configured. */
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
  /** A window of its own, signed in, at a place. */
  open(place: string, options?: BrowserContextOptions): Promise<Page>;
  /** What went wrong in any window: errors of scripts, breaches of the content security policy, requests to elsewhere. */
  problems(): readonly string[];
  close(): Promise<void>;
}

export async function openAdminBrowser(url: string): Promise<AdminBrowser> {
  const browser = await openBrowser();
  const problems: string[] = [];
  const contexts: BrowserContext[] = [];
  return {
    async open(place, options = {}) {
      const context = await browser.newContext({
        httpCredentials: { ...ADMIN },
        locale: "en-GB",
        timezoneId: "Europe/London",
        reducedMotion: "reduce",
        ...options,
      });
      contexts.push(context);
      context.on("request", (request) => {
        if (new URL(request.url()).origin !== new URL(url).origin) problems.push(`asked elsewhere: ${request.url()}`);
      });
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
