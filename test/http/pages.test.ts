import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AUTHORIZATION, startTestApi, type TestApi } from "../helpers/api.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const get = (place: string, headers: Record<string, string> = { authorization: AUTHORIZATION }) =>
  fetch(api.server.url + place, { headers, redirect: "manual" });

describe("the page of the migrations", () => {
  it("is served at all its places, and behind the sign-in", async () => {
    for (const place of [
      "/migrations",
      "/migrations/",
      "/migrations/7/orphans?side=LEFT",
      "/migrations/schedules/new",
    ]) {
      const page = await get(place);
      expect([page.status, page.headers.get("content-type")], place).toEqual([200, "text/html; charset=utf-8"]);
      expect((await get(place, {})).status, place).not.toBe(200);
    }
  });

  it("allows itself nothing but what this server serves", async () => {
    const page = await get("/migrations");
    const policy = page.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    // over plain HTTP it would ask for its scripts over HTTPS
    expect(policy).not.toMatch(/unsafe|https?:|\*|upgrade-insecure-requests/);
    const html = await page.text();
    expect(html).not.toMatch(/<style|<script(?![^>]* src=)|\son\w+=|https?:/);
  });

  it("has scripts and styles that are open and stay as they are, and is asked for anew itself", async () => {
    const page = await get("/migrations");
    expect(page.headers.get("cache-control")).toBe("no-cache");
    const assets = [...(await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, place]) => place as string);
    expect(assets.map((place) => place.slice(place.lastIndexOf(".") + 1)).sort()).toEqual(["css", "js", "svg"]);
    for (const place of assets) {
      const asset = await get(place, {});
      expect(asset.status, place).toBe(200);
      expect(asset.headers.get("cache-control"), place).toBe("public, max-age=31536000, immutable");
    }
    expect((await get("/pages/migrations/index.html", {})).status).toBe(401);
    expect((await get("/pages/migrations/assets/none.js", {})).status).toBe(401);
    expect((await get("/pages/migrations/assets/..%2f.stamp", {})).status).not.toBe(200);
  });
});

it("who asks for nothing in particular is led to it", async () => {
  const { status, headers } = await get("/");
  expect([status, headers.get("location")]).toEqual([302, "/migrations"]);
});

it("the sign-in is open", async () => {
  expect((await get("/sign-in", {})).status).toBe(200);
});
