import { Command, InvalidArgumentError } from "commander";
import { loadNpqSample } from "../prisma/sample/npq/load.js";
import type { ExpectedDay } from "../prisma/sample/students/expected.js";
import type { Day } from "../prisma/sample/students/generate.js";
import { loadStudentsSample } from "../prisma/sample/students/load.js";
import { DAILY_SYNC, makeSampleSchedule } from "../prisma/sample/students/schedule.js";
import { importSampleSponsors, SPONSORS, SPONSORS_FILE } from "../prisma/sample/students/sponsors.js";
import { openDatabase } from "../server/adapters/database/open.js";
import { createApp } from "../server/app.js";
import { type Config, loadConfig } from "../server/config.js";
import { readEnvironment } from "../server/environment.js";
import { runScript } from "./run-script.js";
import { runHistory } from "./sample-history.js";

interface SampleOptions {
  readonly scale: number;
  readonly students: number;
  readonly day: Day;
  readonly seed: number;
  readonly replace: boolean;
  readonly history?: number;
}

/** Where to make the sample: at the sources, as far as they are not in the main database. */
interface Place {
  readonly config: Config;
  readonly mainUrl: string;
}

/** Makes the sample where the configuration looks for the sources; day 2 changes the legacy students alone. */
async function makeSample(options: SampleOptions): Promise<void> {
  const config = loadConfig(readEnvironment());
  const database = await openDatabase(config);
  const place = { config, mainUrl: database.url };
  try {
    if (options.day === 1) await makeServices(options, place);
    await makeLegacyStudents(options, place);
    if (options.day === 1) await importSponsors(place);
    if (options.day === 1) await makeSchedule(place);
  } finally {
    await database.stop();
  }
  if (options.history) await makeNights(config, options.history);
}

async function makeNights(config: Config, nights: number): Promise<void> {
  const started = performance.now();
  const app = await createApp({ ...config, logLevel: config.logLevel === "info" ? "warn" : config.logLevel });
  try {
    await app.work();
    await runHistory(app, config, nights, (night) => console.log(`night ${night + 1} of ${nights} has run`));
  } finally {
    await app.stop();
  }
  console.log(`Each pipeline ran ${nights} times, dated a day apart, in ${secondsSince(started)}.`);
}

async function makeServices(options: SampleOptions, { config, mainUrl }: Place): Promise<void> {
  const started = performance.now();
  const { users, applications } = await loadNpqSample({
    ...options,
    ecfUrl: config.ecf.url ?? mainUrl,
    npqUrl: config.npq.url ?? mainUrl,
    ecfSchema: config.ecf.schema,
    npqSchema: config.npq.schema,
    onTable: ({ service, schema, table, rows }) => tellTable(service, schema, table, rows),
  });
  console.log(`\nMade in ${secondsSince(started)}. A reconciliation (npm run migrate -- npq) will find:`);
  console.table({ users, applications });
}

async function makeLegacyStudents(options: SampleOptions, { config, mainUrl }: Place): Promise<void> {
  const started = performance.now();
  const expected = await loadStudentsSample({
    ...options,
    url: config.legacy.url ?? mainUrl,
    schema: config.legacy.schema,
    onTable: ({ schema, table, rows }) => tellTable("legacy", schema, table, rows),
  });
  const what = options.day === 1 ? "The first run" : "The run after that of day 1";
  console.log(`\nMade in ${secondsSince(started)}. ${what} (npm run migrate -- students) will come to:`);
  console.table(tabulate(options.day === 1 ? expected.day1 : expected.day2));
}

async function importSponsors({ mainUrl }: Place): Promise<void> {
  await importSampleSponsors(mainUrl);
  console.log(`${SPONSORS.length} sponsors imported from ${SPONSORS_FILE}.`);
}

async function makeSchedule({ mainUrl }: Place): Promise<void> {
  const { name, cron, timeZone } = DAILY_SYNC;
  if (await makeSampleSchedule(mainUrl))
    console.log(`The schedule "${name}" (${cron}, ${timeZone}) is there, disabled: enable it with updateSchedule.`);
}

function tabulate({ rows, created, updated, unchanged, rejected, contacts, sponsorships }: ExpectedDay) {
  return { rows: { read: rows, created, updated, unchanged, rejected }, contacts, sponsorships };
}

function tellTable(system: string, schema: string, table: string, rows: number): void {
  const count = rows.toLocaleString("en-GB").padStart(10);
  console.log(`${system.padEnd(6)} ${`${schema}.${table}`.padEnd(32)} ${count} rows`);
}

function secondsSince(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}

function numberFrom(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) throw new InvalidArgumentError("Expected a number.");
  return number;
}

function wholeNumberFrom(text: string): number {
  const number = numberFrom(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new InvalidArgumentError("Expected a whole number from 0.");
  return number;
}

function dayFrom(text: string): Day {
  if (text !== "1" && text !== "2") throw new InvalidArgumentError("Expected 1 or 2.");
  return text === "1" ? 1 : 2;
}

function nightsFrom(text: string): number {
  const nights = wholeNumberFrom(text);
  if (nights < 1 || nights > 366) throw new InvalidArgumentError("Expected 1 to 366.");
  return nights;
}

const command = new Command("sample")
  .description("Makes sample data: the two services of the npq pipeline, and the legacy students of the students one.")
  .option("--scale <number>", "of the services; 1 is the size of the first production run", numberFrom, 0.01)
  .option("--students <number>", "legacy students; for day 2 as many as for day 1", wholeNumberFrom, 500)
  .option("--day <1|2>", "2: the legacy students a day later, and nothing else", dayFrom, 1 as Day)
  .option("--seed <number>", "the same seed makes the same rows", wholeNumberFrom, 1)
  .option("--replace", "drop an earlier sample first; other tables are never dropped", false)
  .option("--history <runs>", "run both pipelines so many times over data that change, dated a day apart", nightsFrom)
  .action(makeSample);

await runScript(command);
