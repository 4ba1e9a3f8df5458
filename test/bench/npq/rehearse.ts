import type { Bench } from "../case.js";
import { migrateAfresh } from "../crosswalk/migrate.js";
import { dumpStoredRows, type StoredTable } from "../floor/stored-rows.js";
import { withDatabase } from "../place/with-database.js";
import { crosswalkCounts, expectedCounts } from "./counts.js";
import { findStatusUpdates, type StatusUpdates } from "./floor.js";
import type { NpqTemplate } from "./template.js";

/** What a finished migration left behind: the floor has to store and to update the same. */
export interface Rehearsal {
  readonly stored: readonly StoredTable[];
  readonly updates: StatusUpdates;
}

/** Runs a migration whose time does not count, and takes down what it wrote. */
export async function rehearse(bench: Bench, { database, expected }: NpqTemplate): Promise<Rehearsal> {
  bench.say("a first migration, whose time does not count");
  return withDatabase(bench.server, database, async ({ url }) => {
    const { migration } = await migrateAfresh(bench, { databaseUrl: url }, { pipeline: "npq" });
    bench.record.compare("Crosswalk, rehearsal", expectedCounts(expected), crosswalkCounts(migration));
    const updates = await findStatusUpdates(database.url, url);
    bench.record.compare(
      "Crosswalk, statuses",
      { updated: expected.applications.changes },
      { updated: updates.ids.length },
    );
    return { stored: await dumpStoredRows(database.url, url, bench.folder), updates };
  });
}
