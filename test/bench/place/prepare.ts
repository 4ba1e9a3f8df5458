import { openDatabase } from "../../../server/adapters/database/open.js";
import { withSession } from "./session.js";

/** Applies Crosswalk's schema migrations, so that no start of it has to. */
export async function prepareSchema(databaseUrl: string, dataDirectory: string): Promise<void> {
  const database = await openDatabase({ databaseUrl, dataDirectory, embeddedAccount: null });
  await database.stop();
}

/**
 * Without it whoever reads freshly loaded rows first would pay for writing down that they are committed, and whatever
 * comes in the minutes after a load for autovacuum beside it.
 */
export async function settle(url: string): Promise<void> {
  await withSession(url, (session) => session.query("vacuum (analyze)"));
}
