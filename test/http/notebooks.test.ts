import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import express from "express";
import helmet from "helmet";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mountNotebooks } from "../../server/http/notebooks.js";

let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "crosswalk-built-"));
  mkdirSync(path.join(folder, "assets"));
  writeFileSync(path.join(folder, "index.html"), "<h1>Notebooks</h1>");
  writeFileSync(path.join(folder, "match-rate.html"), "<h1>Match rate</h1>");
  writeFileSync(path.join(folder, "assets/match-rate-AbC123.js"), "export {};");
  writeFileSync(path.join(folder, ".stamp"), "what it was built from");
  const app = express();
  app.use(helmet());
  mountNotebooks(app, folder);
  server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

it("gives the index and each notebook by its name, under a policy of their own", async () => {
  for (const [address, title] of [
    ["/notebooks", "Notebooks"],
    ["/notebooks/", "Notebooks"],
    ["/notebooks/match-rate", "Match rate"],
  ]) {
    const response = await fetch(`${url}${address}`);
    expect(await response.text()).toContain(title);
    const policy = response.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(response.headers.get("cache-control")).toBe("no-cache");
  }
});

it("has a browser keep what is named after its content", async () => {
  const response = await fetch(`${url}/notebooks/assets/match-rate-AbC123.js`);
  expect(response.headers.get("content-type")).toContain("javascript");
  expect(response.headers.get("cache-control")).toContain("immutable");
});

it.each(["/notebooks/none", "/notebooks/.stamp", "/notebooks/..%2f..%2fpackage.json", "/notebooks/assets/none.js"])(
  "has nothing at %s",
  async (address) => {
    expect((await fetch(`${url}${address}`)).status).toBe(404);
  },
);
