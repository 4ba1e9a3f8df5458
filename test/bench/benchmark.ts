import { access, constants, writeFile } from "node:fs/promises";
import path from "node:path";
import { EXIT } from "../../scripts/run-script.js";
import type { BenchCase } from "./case.js";
import { caseAsText, goalsAsText } from "./output/text.js";
import type { Cleanup } from "./place/cleanup.js";
import { type BenchOptions, runCases } from "./run-cases.js";

export interface BenchmarkOptions extends Omit<BenchOptions, "onCase"> {
  /** where the report goes as JSON */
  readonly out: string | undefined;
  /** where people read it */
  readonly print: (text: string) => void;
}

/**
 * Measures, prints and writes; gives the exit code. It fails where an answer is wrong or a case broke off. A missed goal
 * is told and fails nothing: times depend on the machine, answers don't.
 */
export async function runBenchmark(
  cases: readonly BenchCase[],
  { out, print, ...options }: BenchmarkOptions,
  cleanup: Cleanup,
): Promise<number> {
  // Before an hour is measured in vain.
  if (out !== undefined) await access(path.dirname(out), constants.W_OK);
  const report = await runCases(cases, { ...options, onCase: (each) => print(caseAsText(each)) }, cleanup);
  print(goalsAsText(report));
  if (out !== undefined) await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
  return report.cases.some(({ failure }) => failure !== null) ? EXIT.FAILED : EXIT.DONE;
}
