import { readFile } from "node:fs/promises";
import { Command } from "commander";
import { openDatabase } from "../server/adapters/database/open.js";
import { createSponsorStore } from "../server/adapters/stores/sponsors.js";
import { loadConfig } from "../server/config.js";
import { readEnvironment } from "../server/environment.js";
import { count } from "./console/figures.js";
import { readSponsorsFile } from "./console/sponsors-file.js";
import { runScript, UsageError } from "./run-script.js";

const command = new Command("sponsors")
  .description("The sponsors that legacy students name by their codes.")
  // before its subcommands, which take it over
  .exitOverride();

command
  .command("import")
  .description("Saves the sponsors of a file: new ones, and other names of those that there are. It can be repeated.")
  .argument("<file>", "CSV with the columns code and name, and a header")
  .action(importSponsors);

/** Saves all sponsors of a file, or none where one of its lines is bad. */
async function importSponsors(file: string): Promise<void> {
  const sponsors = readSponsorsFile(await readText(file));
  const database = await openDatabase(loadConfig(readEnvironment()));
  try {
    const { created, updated, unchanged } = await createSponsorStore(database.pool).importAll(sponsors);
    console.log(`Sponsors: ${count(created)} created, ${count(updated)} updated, ${count(unchanged)} unchanged.`);
  } finally {
    await database.stop();
  }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    const message = `${file} can't be read: ${(cause as Error).message}.`;
    throw new UsageError("SPONSORS_FILE_UNREADABLE", message, { cause });
  }
}

await runScript(command);
