import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { runCommand } from "../helpers/command.js";
import { runBenchmark } from "./benchmark.js";
import type { BenchCase } from "./case.js";
import { expectedCounts, flatCounts } from "./npq/counts.js";
import { matchInPlainSql } from "./npq/plain-sql.js";
import { makeNpqTemplate } from "./npq/template.js";
import type { BenchReport } from "./output/report.js";
import { createCleanup } from "./place/cleanup.js";

// What it measures at this scale says nothing, and is not asserted: only that everybody's answer is right.
const SCALE = "0.01";

let folder: string;
let databaseUrl: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "crosswalk-bench-test-"));
  const url = new URL(inject("templateUrl"));
  // Nobody may stay connected to the template.
  url.pathname = "/postgres";
  databaseUrl = url.href;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bench = (...args: string[]) => runCommand("test/bench/run.ts", args, { DATABASE_URL: databaseUrl });
const readReport = async (name: string): Promise<BenchReport> =>
  JSON.parse(await readFile(path.join(folder, name), "utf8")) as BenchReport;

describe("npm run bench", () => {
  it("compares everybody's counts, prints tables, writes JSON, and leaves nothing behind", {
    timeout: 300_000,
  }, async () => {
    const only = ["npq", "candidates", "students"];
    const out = path.join(folder, "report.json");
    const { code, stdout, stderr } = await bench(
      "--scale",
      SCALE,
      "--rounds",
      "1",
      "--only",
      only.join(),
      "--out",
      out,
    );
    expect(code, stderr).toBe(0);

    const { cases, goals, machine, scale } = await readReport("report.json");
    expect(scale).toBe(0.01);
    expect(machine).toMatchObject({
      cores: expect.any(Number),
      node: process.versions.node,
      postgres: expect.any(String),
    });
    expect(cases.map(({ name, failure }) => [name, failure])).toEqual(only.map((name) => [name, null]));
    const compared = cases.flatMap(({ checks }) => checks);
    for (const who of ["Crosswalk", "plain SQL", "DuckDB", "Prisma", "INSERT … ON CONFLICT", "MERGE"])
      expect(compared.filter((check) => check.who.includes(who)).length, who).toBeGreaterThan(0);
    for (const { differences, expected } of compared) {
      expect(differences).toEqual([]);
      expect(Object.keys(expected).length).toBeGreaterThan(0);
    }
    for (const { label, samples } of cases.flatMap(({ figures }) => figures)) {
      expect(samples.length, label).toBeGreaterThan(0);
      for (const sample of samples) expect(sample, label).toBeGreaterThanOrEqual(0);
    }
    expect(goals.every(({ met }) => met === null)).toBe(true);
    expect(stdout).toContain("Crosswalk / floor, end to end");
    expect(stdout).not.toContain(os.hostname());

    const markdown = await bench("--render", out);
    expect(markdown.stdout).toMatch(/^\| npq within 1\.5 times the floor \| [\d.]+ × \|/m);
    expect(await benchDatabases()).toEqual([]);
  });

  it("lists its cases, and refuses others", async () => {
    const { stdout } = await bench("--list");
    expect(stdout.trim().split("\n").length).toBeGreaterThan(5);
    const { code, stderr } = await bench("--only", "npq,nothing");
    expect([code, stderr]).toEqual([2, expect.stringContaining("There is no case nothing")]);
  });

  it("fails where an answer is wrong, however fast it was", { timeout: 120_000 }, async () => {
    const out = path.join(folder, "wrong.json");
    const cleanup = createCleanup();
    const options = { scale: 0.01, rounds: 1, seed: 1, databaseUrl, out, say: () => {}, print: () => {} };
    try {
      expect(await runBenchmark([joinsStrangers], options, cleanup)).toBe(1);
    } finally {
      await cleanup.run();
    }
    const [report] = (await readReport("wrong.json")).cases;
    expect(report?.failure).toMatch(/^plain SQL without a limit is wrong: users matched: expected \d+, got \d+/);
    expect(report?.figures).toEqual([]);
  });
});

/** A value that more than 100 records share must tie nobody; here it does. */
const joinsStrangers: BenchCase = {
  name: "wrong",
  about: "plain SQL that knows no shared values",
  async measure(bench) {
    const { database, expected } = await makeNpqTemplate(bench, bench.scale);
    const { counts, matchMs } = await matchInPlainSql(database.url, Number.MAX_SAFE_INTEGER);
    bench.record.add({ name: "wrong", label: "fast", unit: "ms" }, matchMs);
    bench.record.compare("plain SQL without a limit", expectedCounts(expected), flatCounts(counts));
  },
};

async function benchDatabases(): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_database where datname like '%bench%'",
    );
    return rows.map(({ datname }) => datname);
  } finally {
    await client.end();
  }
}
