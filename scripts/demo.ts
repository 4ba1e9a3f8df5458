import { Command } from "commander";
import { loadNpqSample } from "../prisma/sample/npq/load.js";
import type { Day } from "../prisma/sample/students/generate.js";
import { loadStudentsSample } from "../prisma/sample/students/load.js";
import { importSampleSponsors } from "../prisma/sample/students/sponsors.js";
import { type App, createApp } from "../server/app.js";
import { type Config, loadConfig } from "../server/config.js";
import { readEnvironment } from "../server/environment.js";
import type { Served } from "../server/serving.js";
import { onStopRequest } from "../server/signals.js";
import { type ApiClient, createApiClient } from "./client/client.js";
import { type FollowedMigration, followMigration, startMigration } from "./client/follow-migration.js";
import { DuplicatesDocument, OrphansDocument } from "./client/graphql/graphql.js";
import { eachReport } from "./client/reports.js";
import { describeDuplicate, describeOrphan } from "./console/findings.js";
import { summariseMigration } from "./console/migration-summary.js";
import { createProgressDisplay } from "./console/progress-display.js";
import { EXIT, runScript } from "./run-script.js";

const STUDENTS = 500;

const command = new Command("demo")
  .description("Makes sample data, runs both pipelines through the API, and shows what came out.")
  .option("--serve", "stay up afterwards, until Ctrl-C")
  .action(async ({ serve }: { serve?: true }) => {
    const config = sampleOnly(loadConfig(readEnvironment()));
    const app = await createApp(config);
    await app.work();
    try {
      const serving = await app.serve({ host: config.host, port: serve ? config.port : 0 });
      const client = createApiClient({ url: serving.url, ...serving.credentials });
      const migrations = [await showReconciliation(app, client, serving), ...(await showSync(app, client))];
      await client.close();
      showReports(serving, migrations);
      if (serve) await untilInterrupted(serving);
    } finally {
      await app.stop();
    }
  });

/** The demo keeps to its own sample, whatever services the settings name. */
function sampleOnly(config: Config): Config {
  return {
    ...config,
    logLevel: config.logLevel === "info" ? "warn" : config.logLevel,
    ecf: { url: null, schema: "ecf" },
    npq: { url: null, schema: "npq" },
    legacy: { url: null, schema: "legacy" },
  };
}

async function showReconciliation({ database }: App, client: ApiClient, { url }: Served): Promise<FollowedMigration> {
  heading("Sample data: users and applications of two services, with the dirt that real ones have");
  const at = { ecfUrl: database.url, npqUrl: database.url, scale: 0.01, seed: 1, replace: true };
  await loadNpqSample({ ...at, onTable: ({ service, table, rows }) => tellTable(`${service} ${table}`, rows) });
  heading(`Reconcile them: started by mutation at ${url}/graphql, followed by subscription`);
  const migration = await runMigration(client, "npq");
  heading("Results");
  console.log(summariseMigration(migration).join("\n"));
  await showFindings(client, migration);
  return migration;
}

async function showFindings(client: ApiClient, { id: migrationId }: FollowedMigration): Promise<void> {
  heading("Three orphans, with the records that may be theirs");
  const { orphans } = await client.request(OrphansDocument, { migrationId, hasCandidates: true, first: 3 });
  for (const orphan of orphans.nodes) console.log(describeOrphan(orphan).join("\n"));
  heading("A duplicate, with why");
  const { duplicates } = await client.request(DuplicatesDocument, { migrationId, first: 1 });
  for (const duplicate of duplicates.nodes) console.log(describeDuplicate(duplicate).join("\n"));
}

/** Day 1 creates the students; day 2 finds most of them unchanged. */
async function showSync({ database }: App, client: ApiClient): Promise<readonly FollowedMigration[]> {
  await importSampleSponsors(database.url);
  const load = async (day: Day): Promise<void> => {
    const at = { url: database.url, schema: "legacy", students: STUDENTS, seed: 1, day, replace: true };
    await loadStudentsSample({ ...at, onTable: ({ table, rows }) => tellTable(table, rows) });
  };
  const migrations: FollowedMigration[] = [];
  for (const [day, what] of [
    [1, "Legacy students, day 1: bring them in"],
    [2, "Legacy students, day 2: some were edited, some are new; bring in what changed"],
  ] as const) {
    heading(what);
    await load(day);
    const migration = await runMigration(client, "students");
    console.log(summariseMigration(migration).join("\n"));
    migrations.push(migration);
  }
  return migrations;
}

async function runMigration(client: ApiClient, pipeline: string): Promise<FollowedMigration> {
  const display = createProgressDisplay(process.stdout);
  const id = await startMigration(client, { pipeline });
  const migration = await followMigration(client, id, (step) => display.show(step));
  display.end();
  console.log();
  if (migration.status !== "SUCCEEDED") process.exitCode = EXIT.FAILED;
  return migration;
}

function showReports({ url, credentials }: Served, migrations: readonly FollowedMigration[]): void {
  heading("Reports");
  for (const report of migrations.flatMap(({ reports }) => eachReport(reports)))
    console.log(`  ${url}${report.url}${report.bytes === null ? "" : ` (${report.bytes} bytes)`}`);
  heading("How to go on");
  console.log("  npm start                         serves the page at /migrations and the API; says how to sign in");
  console.log("  npm run migrate -- npq --dry-run  runs a migration from the command line");
  if (credentials.file) console.log(`  The user is ${credentials.username}; the password is in ${credentials.file}.`);
}

function tellTable(name: string, rows: number): void {
  console.log(`  ${name}: ${rows} rows`);
}

function heading(text: string): void {
  console.log(`\n${text}\n${"─".repeat(text.length)}`);
}

async function untilInterrupted({ url }: Served): Promise<void> {
  console.log(`\nServing ${url}/migrations and ${url}/graphql until Ctrl-C.`);
  await new Promise<void>((resolve) => onStopRequest(() => resolve()));
}

await runScript(command);
