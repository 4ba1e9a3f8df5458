import { createHash } from "node:crypto";
import { Command } from "commander";
import type pg from "pg";
import { makeClient } from "../server/adapters/database/client.js";
import { SESSION_OPTIONS } from "../server/adapters/database/open.js";
import { readAuditEntries } from "../server/adapters/stores/access/audit.js";
import { createChainCheck } from "../server/core/access/chain.js";
import { count } from "./console/figures.js";
import { withDatabase } from "./database/address.js";
import { EXIT, runScript } from "./run-script.js";

const command = new Command("audit:verify")
  .description("Reckons the audit log's hashes anew, from its first entry to its last, and says where they break.")
  .option("--contains <hash>", "also look for the entry with this hash: a last one that was noted before must be there")
  .addHelpText("after", "\nExit codes: 0 the log is whole, 1 it is not, 2 wrong usage")
  .action(async ({ contains }: { contains?: string }) => {
    await withDatabase(async (url) => {
      const client = makeClient({ connectionString: url, options: SESSION_OPTIONS });
      await client.connect();
      try {
        await verify(client, contains);
      } finally {
        await client.end();
      }
    });
  });

async function verify(client: pg.Client, contains: string | undefined): Promise<void> {
  const check = createChainCheck((text) => createHash("sha256").update(text).digest("hex"), contains ?? null);
  for await (const entries of readAuditEntries(client)) {
    const broken = check.take(entries);
    if (broken === null) continue;
    console.log(`BROKEN at entry ${broken.number}: ${broken.because}`);
    process.exitCode = EXIT.FAILED;
    return;
  }
  const { entries, hash, isFound } = check.result();
  if (!isFound) {
    console.log(`BROKEN: no entry has the hash ${contains}; the log was cut off or replaced since it was noted.`);
    process.exitCode = EXIT.FAILED;
    return;
  }
  console.log(`The audit log is whole: ${count(entries)} entries.`);
  console.log(`The last one's hash is ${hash}; note it elsewhere, and look for it with --contains another time.`);
}

await runScript(command);
