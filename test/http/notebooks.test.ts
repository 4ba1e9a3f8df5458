import { afterAll, beforeAll, expect, it } from "vitest";
import { AUTHORIZATION, startTestApi, type TestApi } from "../helpers/api.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const get = (place: string, headers: Record<string, string> = { authorization: AUTHORIZATION }) =>
  fetch(api.server.url + place, { headers });

it("gives the index and each notebook by its name, under a policy of their own", async () => {
  for (const [address, title] of [
    ["/notebooks", "Notebooks"],
    ["/notebooks/", "Notebooks"],
    ["/notebooks/match-rate", "Match rate"],
  ] as const) {
    const response = await get(address);
    expect(await response.text(), address).toContain(title);
    const policy = response.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none';");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(response.headers.get("cache-control")).toBe("no-cache");
  }
});

it("gives scripts and styles to anybody, for a browser to keep, and pages to whoever signs in", async () => {
  const page = await (await get("/notebooks/match-rate")).text();
  const assets = [...page.matchAll(/(?:src|href)="([^"]*assets\/[^"]+)"/g)].map(([, place]) => place as string);
  expect(assets.length).toBeGreaterThan(1);
  for (const place of assets) {
    const response = await get(new URL(place, "http://server/notebooks/match-rate").pathname, {});
    expect(response.status, place).toBe(200);
    expect(response.headers.get("cache-control")).toContain("immutable");
  }
  expect((await get("/notebooks/match-rate", {})).status).toBe(401);
});

it.each(["/notebooks/none", "/notebooks/.stamp", "/notebooks/..%2f..%2fpackage.json", "/notebooks/assets/none.js"])(
  "has nothing at %s",
  async (address) => {
    expect([403, 404]).toContain((await get(address)).status);
  },
);
