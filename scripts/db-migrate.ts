import { Command } from "commander";
import { SCHEMA_MIGRATIONS } from "../server/adapters/database/open.js";
import { applySchemaMigrations, markSchemaMigrationRolledBack } from "../server/adapters/database/schema-migrations.js";
import { CrosswalkError } from "../server/core/errors.js";
import { withDatabase } from "./database/address.js";
import { runScript } from "./run-script.js";

const command = new Command("db:migrate")
  .description("Applies the schema migrations that the database lacks.")
  .option("--rolled-back <name>", "first mark a failed schema migration as rolled back, so that it is tried again")
  .action(async ({ rolledBack }: { rolledBack?: string }) => {
    await withDatabase(async (url) => {
      if (rolledBack !== undefined && !(await markSchemaMigrationRolledBack(url, rolledBack)))
        throw new CrosswalkError(
          "SCHEMA_MIGRATION_MISSING",
          `No schema migration called ${rolledBack} has failed here.`,
        );
      const applied = await applySchemaMigrations(url, SCHEMA_MIGRATIONS);
      for (const name of applied) console.log(`applied ${name}`);
      if (applied.length === 0) console.log("The database has all schema migrations; nothing to do.");
    });
  });

await runScript(command);
