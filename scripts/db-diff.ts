import { Command } from "commander";
import { SCHEMA_MIGRATIONS } from "../server/adapters/database/open.js";
import { SCHEMA_FILE, withDatabase } from "./database/address.js";
import { findDifference, writeSchemaMigration } from "./database/schema-difference.js";
import { EXIT, runScript, UsageError } from "./run-script.js";

const command = new Command("db:diff")
  .description("Authors a schema migration from the difference of prisma/schema.prisma and the existing ones; offline.")
  .option("--name <name>", "write it under this name, such as add_schedules")
  .option("--check", "write nothing; say whether there is a difference, with exit code 1 if there is")
  .action(async ({ name, check }: { name?: string; check?: true }) => {
    if (Boolean(name) === Boolean(check)) throw new UsageError("USAGE", "Say either --name or --check.");
    const sql = await withDatabase((serverUrl) =>
      findDifference({ schemaFile: SCHEMA_FILE, migrationsDirectory: SCHEMA_MIGRATIONS, serverUrl }),
    );
    if (sql === undefined) console.log("The schema migrations and prisma/schema.prisma agree.");
    else if (name) {
      const written = await writeSchemaMigration(SCHEMA_MIGRATIONS, name, sql, new Date());
      console.log(`Wrote prisma/migrations/${written}/migration.sql. Read it, then apply it: npm run db:migrate`);
    } else {
      console.log(sql);
      console.error("prisma/schema.prisma is ahead of its schema migrations by the above: npm run db:diff -- --name …");
      process.exitCode = EXIT.FAILED;
    }
  });

await runScript(command);
