import { expect, it } from "vitest";
import { openBrowser } from "../helpers/browser.js";

it("Chromium opens a page", async () => {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent("<h1>Crosswalk</h1>");
    expect(await page.getByRole("heading").textContent()).toBe("Crosswalk");
  } finally {
    await browser.close();
  }
});
