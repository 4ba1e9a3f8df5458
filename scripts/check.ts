import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Everything that must hold before a change is kept. Each is a command of its own, to be run alone as well. */
const CHECKS: readonly (readonly [name: string, command: string])[] = [
  ["Prisma client", "npm run --silent generate"],
  ["types", "npm run --silent types"],
  ["lint", "npm run --silent lint"],
  ["format", "npx --no-install biome check ."],
  ["GraphQL schema as emitted", "npm run --silent schema:emit -- --check"],
  ["typed client as generated", "npm run --silent codegen -- --check"],
  ["schema migrations as authored", "npm run --silent db:diff -- --check"],
  ["build", "npm run --silent build"],
];

const scratch = mkdtempSync(path.join(tmpdir(), "crosswalk-check-"));
let passed = 0;
let failed = 0;

for (const [name, command] of CHECKS) {
  const started = Date.now();
  // A database of the checks' own: what lies in the data directory must not decide.
  const { code, output } = await run(command, { DATA_DIR: path.join(scratch, "data"), DATABASE_URL: "" });
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (code === 0) passed++;
  else {
    failed++;
    console.log(output);
  }
}

for (const command of ["npm test", "npm run test:browser"]) {
  const results = path.join(scratch, `${command.replaceAll(/\W/g, "-")}.json`);
  const tests = await run(
    `${command} --silent -- --reporter=default --reporter=json --outputFile.json=${results}`,
    {},
    "inherit",
  );
  const counts = readCounts(results);
  passed += counts.passed;
  failed += counts.failed;
  // Tests that all pass are no pass where the runner itself failed: a leak, a crash, a broken teardown.
  if (tests.code !== 0 && counts.failed === 0) failed++;
}

rmSync(scratch, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function run(
  command: string,
  env: Readonly<Record<string, string>>,
  output: "pipe" | "inherit" = "pipe",
): Promise<{ code: number | null; output: string }> {
  const child = spawn(command, { shell: true, stdio: ["ignore", output, output], env: { ...process.env, ...env } });
  let text = "";
  child.stdout?.on("data", (chunk) => (text += chunk));
  child.stderr?.on("data", (chunk) => (text += chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, output: text };
}

function readCounts(file: string): { passed: number; failed: number } {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
    return { passed: numPassedTests ?? 0, failed: numFailedTests ?? 0 };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
