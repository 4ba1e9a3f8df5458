import { readFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { runScript, UsageError } from "../../scripts/run-script.js";
import { readEnvironment } from "../../server/environment.js";
import { onStopRequest } from "../../server/signals.js";
import { runBenchmark } from "./benchmark.js";
import type { BenchCase } from "./case.js";
import { reportAsMarkdown } from "./output/markdown.js";
import type { BenchReport } from "./output/report.js";
import { createCleanup } from "./place/cleanup.js";
import { CASES } from "./registry.js";

interface Flags {
  readonly scale: number;
  readonly rounds: number;
  readonly seed: number;
  readonly only?: readonly BenchCase[];
  readonly out?: string;
  readonly list?: true;
  readonly render?: string;
}

const command = new Command("bench")
  .description("Measures Crosswalk against the least there is to do, and against what one would use instead.")
  .option("--scale <number>", "of the sample, from 0.01; 1 is the size of the first production run", numberFrom, 1)
  .option("--rounds <number>", "how often each is measured, in turn", wholeNumberFrom, 3)
  .option("--seed <number>", "the same seed makes the same rows", wholeNumberFrom, 1)
  .option("--only <cases>", "only these, separated by commas", casesFrom)
  .option("--out <file>", "write the report as JSON")
  .option("--list", "say what there is to measure, and measure nothing")
  .option("--render <file>", "print a report that --out wrote as Markdown, and measure nothing")
  .addHelpText("after", "\nExit codes: 0 measured, 1 a wrong answer or an error, 2 wrong usage")
  .action(async (flags: Flags) => {
    if (flags.list) for (const { name, about } of CASES) console.log(`${name.padEnd(12)} ${about}`);
    else if (flags.render) console.log(reportAsMarkdown(await readReport(flags.render)));
    else await bench(flags);
  });

/** Measures on DATABASE_URL, or on an embedded server; whatever it made goes in the end, also where it is interrupted. */
async function bench({ scale, rounds, seed, only = CASES, out }: Flags): Promise<void> {
  const cleanup = createCleanup();
  let isStopping = false;
  onStopRequest(() => {
    isStopping = true;
    void cleanup.run().then(() => process.exit(130));
  });
  const began = performance.now();
  const seconds = (): string => ((performance.now() - began) / 1_000).toFixed(1).padStart(8);
  try {
    process.exitCode = await runBenchmark(
      only,
      {
        ...{ scale, rounds, seed, out },
        databaseUrl: readEnvironment().DATABASE_URL || undefined,
        // What breaks off because all is being stopped is no news.
        say: (text) => isStopping || console.error(`${seconds()} s  ${text}`),
        print: (text) => isStopping || console.log(text),
      },
      cleanup,
    );
  } finally {
    await cleanup.run();
  }
}

async function readReport(file: string): Promise<BenchReport> {
  return JSON.parse(await readFile(file, "utf8")) as BenchReport;
}

function numberFrom(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError("Expected a number above 0.");
  return number;
}

function wholeNumberFrom(text: string): number {
  if (!Number.isSafeInteger(numberFrom(text))) throw new InvalidArgumentError("Expected a whole number above 0.");
  return Number(text);
}

function casesFrom(text: string): readonly BenchCase[] {
  return text.split(",").map((name) => {
    const found = CASES.find((each) => each.name === name.trim());
    if (found) return found;
    throw new UsageError("USAGE", `There is no case ${name}; there are ${CASES.map((each) => each.name).join(", ")}.`);
  });
}

await runScript(command);
