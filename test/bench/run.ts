import { readFile, writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { EXIT, runScript, UsageError } from "../../scripts/run-script.js";
import { readEnvironment } from "../../server/environment.js";
import { onStopRequest } from "../../server/signals.js";
import type { BenchCase } from "./case.js";
import { reportAsMarkdown } from "./output/markdown.js";
import type { BenchReport } from "./output/report.js";
import { caseAsText, goalsAsText } from "./output/text.js";
import { createCleanup } from "./place/cleanup.js";
import { CASES } from "./registry.js";
import { runCases } from "./run-cases.js";

interface Flags {
  readonly scale: number;
  readonly rounds: number;
  readonly seed: number;
  readonly only?: readonly BenchCase[];
  readonly out?: string;
  readonly list?: true;
  readonly render?: string;
}

/** Makes the data, measures, prints tables; fails where an answer is wrong. Missed goals are told, and fail nothing. */
const command = new Command("bench")
  .description("Measures Crosswalk against the least there is to do and against what one would use instead.")
  .option("--scale <number>", "of the sample; 1 is the size of the first production run", positiveFrom, 1)
  .option("--rounds <number>", "how often each is measured, in turn", positiveFrom, 3)
  .option("--seed <number>", "the same seed makes the same rows", positiveFrom, 1)
  .option("--only <cases>", "only these, separated by commas", casesFrom)
  .option("--out <file>", "write the report as JSON")
  .option("--list", "say what there is to measure, and measure nothing")
  .option("--render <file>", "print a report that --out wrote as Markdown, and measure nothing")
  .addHelpText("after", "\nExit codes: 0 measured, 1 a wrong answer or an error, 2 wrong usage")
  .action(async (flags: Flags) => {
    if (flags.list) for (const { name, about } of CASES) console.log(`${name.padEnd(12)} ${about}`);
    else if (flags.render)
      console.log(reportAsMarkdown(JSON.parse(await readFile(flags.render, "utf8")) as BenchReport));
    else await bench(flags);
  });

async function bench({ scale, rounds, seed, only = CASES, out }: Flags): Promise<void> {
  const cleanup = createCleanup();
  onStopRequest(() => void cleanup.run().then(() => process.exit(130)));
  const began = performance.now();
  const say = (text: string): void =>
    console.error(`${((performance.now() - began) / 1000).toFixed(1).padStart(8)} s  ${text}`);
  try {
    const report = await runCases(
      only,
      {
        scale,
        rounds,
        seed,
        say,
        databaseUrl: readEnvironment().DATABASE_URL || undefined,
        onCase: (each) => console.log(caseAsText(each)),
      },
      cleanup,
    );
    console.log(goalsAsText(report));
    if (out !== undefined) await writeFile(out, `${JSON.stringify(report, null, 2)}\n`);
    if (report.cases.some(({ failure }) => failure !== null)) process.exitCode = EXIT.FAILED;
  } finally {
    await cleanup.run();
  }
}

function positiveFrom(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError("Expected a number above 0.");
  return number;
}

function casesFrom(text: string): readonly BenchCase[] {
  return text.split(",").map((name) => {
    const found = CASES.find((each) => each.name === name.trim());
    if (found) return found;
    throw new UsageError("USAGE", `There is no case ${name}; there are ${CASES.map((each) => each.name).join(", ")}.`);
  });
}

await runScript(command);
