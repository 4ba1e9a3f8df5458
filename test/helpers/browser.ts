import { type Browser, chromium } from "playwright-core";

/** Where Debian's package puts it; `CHROMIUM` names another. */
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";

/** A real Chromium, headless, that asks nobody outside; root may start it. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
