import { pipeline as pipe } from "node:stream/promises";
import { Command } from "commander";
import { createApp } from "../server/app.js";
import { type Config, loadConfig } from "../server/config.js";
import { readEnvironment } from "../server/environment.js";
import { onStopRequest } from "../server/signals.js";
import { type ApiClient, createApiClient } from "./client/client.js";
import { type FollowedMigration, followMigration, startMigration } from "./client/follow-migration.js";
import { createLocalClient } from "./client/local.js";
import { eachReport, type OpenReport, reportsHere, reportsOfServer, saveReports } from "./client/reports.js";
import { MIGRATION_FLAGS, type MigrationFlags, optionsOf } from "./console/migration-options.js";
import { summariseMigration } from "./console/migration-summary.js";
import { createProgressDisplay } from "./console/progress-display.js";
import { EXIT, runScript, UsageError } from "./run-script.js";

interface MigrateOptions extends MigrationFlags {
  readonly server?: string;
  readonly json?: true;
  readonly reportDir?: string;
  readonly queue?: true;
}

const command = new Command("migrate")
  .description("Runs one migration to its end, in this process or on a running server.")
  .argument("<pipeline>", "what to migrate: npq or students");
for (const flag of MIGRATION_FLAGS) command.addOption(flag);
command
  .option("--queue", "where another migration of the pipeline is active, wait for its end")
  .option("--report-dir <folder>", "write the migration's JSON report into this folder")
  .option(
    "--server <url>",
    "start it on this server, with CROSSWALK_TOKEN, or MIGRATION_USERNAME and MIGRATION_PASSWORD",
  )
  .option("--json", "print the migration, or the report of an upsert, as JSON; progress goes to standard error")
  .addHelpText("after", "\nExit codes: 0 done, 1 failed or cancelled, 2 wrong usage, 3 done, but success is critical")
  .action(migrate);

async function migrate(pipeline: string, { server, json, reportDir, queue, ...flags }: MigrateOptions): Promise<void> {
  const config = loadConfig(readEnvironment());
  const connected = server ? onServer(config, server) : await inProcess(config);
  const { client, openReport } = connected;
  const display = createProgressDisplay(json ? process.stderr : process.stdout);
  try {
    const id = await startMigration(client, { pipeline, options: optionsOf(flags), queue });
    connected.onStarted(id);
    const migration = await followMigration(client, id, (step) => display.show(step));
    display.end();
    process.exitCode = exitCodeOf(migration);
    if (json) await printJson(migration, openReport);
    else console.log(["", ...summariseMigration(migration)].join("\n"));
    if (reportDir !== undefined) {
      const files = await saveReports(openReport, jsonReports(migration), reportDir);
      for (const file of files) (json ? console.error : console.log)(`Report: ${file}`);
    }
  } finally {
    await connected.stop();
  }
}

function exitCodeOf({ status, successLevel }: FollowedMigration): number {
  if (status !== "SUCCEEDED") return EXIT.FAILED;
  return successLevel === "CRITICAL" ? EXIT.CRITICAL : EXIT.DONE;
}

/** An upsert's report says all that there is to say; a reconciliation's holds every record, so it is not printed. */
async function printJson(migration: FollowedMigration, openReport: OpenReport): Promise<void> {
  const [report] = migration.pipeline.kind === "UPSERT" ? jsonReports(migration) : [];
  if (report) await pipe(await openReport(report), process.stdout, { end: false });
  else console.log(JSON.stringify(migration, null, 2));
}

function jsonReports({ reports }: FollowedMigration): FollowedMigration["reports"] {
  return eachReport(reports).filter(({ format }) => format === "json");
}

interface Connected {
  readonly client: ApiClient;
  readonly openReport: OpenReport;
  onStarted(migrationId: string): void;
  stop(): Promise<void>;
}

/** Interrupted, it cancels its migration and says so in its end; what was written stays. */
async function inProcess(config: Config): Promise<Connected> {
  const app = await createApp({ ...config, logLevel: config.logLevel === "info" ? "warn" : config.logLevel });
  await app.work();
  return {
    client: createLocalClient(app.services),
    openReport: reportsHere(app.reports),
    onStarted: (id) => onStopRequest(() => void app.migrations.cancel(Number(id))),
    stop: () => app.stop(),
  };
}

/** Interrupted, it leaves the migration to the server. */
function onServer({ credentials: password, apiToken }: Config, url: string): Connected {
  const credentials = apiToken === null ? password : { token: apiToken };
  if (!credentials)
    throw new UsageError(
      "CREDENTIALS_MISSING",
      "Set CROSSWALK_TOKEN, or MIGRATION_USERNAME and MIGRATION_PASSWORD, to sign in; a server that made its own password says at its start where it is.",
    );
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new UsageError("SERVER_URL_INVALID", `--server expects a URL such as http://localhost:4000; ${url} came.`);
  const client = createApiClient({ url, ...credentials });
  return {
    client,
    openReport: reportsOfServer({ url, ...credentials }),
    onStarted() {},
    stop: () => client.close(),
  };
}

await runScript(command);
