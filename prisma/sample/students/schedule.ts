import type { GivenSchedule } from "../../../server/core/schedule/schedule.js";
import { connect, sampleClient } from "../database.js";

/** Says in `createdBy` that it is the sample's, whatever people make of it later. */
const MADE_BY = "npm run sample";

/**
 * The daily incremental sync of the guide. Since `last` and not `yesterday`: after two nights without a run the next one
 * takes up both. Disabled, for it must not come between the runs that people are about to try.
 */
export const DAILY_SYNC = {
  name: "Daily student sync",
  pipeline: "students",
  options: { mode: "UPSERT", modifiedSince: "last", batchSize: 500 },
  cron: "0 2 * * *",
  timeZone: "Europe/London",
  enabled: false,
  overlap: "SKIP",
  missed: "ONCE",
} satisfies Omit<GivenSchedule, "webhook">;

/** Makes the sample's schedule where there is none of the sample's yet; gives whether it did. */
export async function makeSampleSchedule(url: string): Promise<boolean> {
  const client = sampleClient(url);
  try {
    await connect(client, "Crosswalk");
    const { name, pipeline, options, cron, timeZone, enabled, overlap, missed } = DAILY_SYNC;
    const { rowCount } = await client.query(
      `insert into crosswalk.schedules (name, pipeline, options, cron, time_zone, enabled, overlap, missed, created_by)
       select $1::text, $2, $3::jsonb, $4, $5, $6::boolean, $7::crosswalk.overlap, $8::crosswalk.missed, $9::text
        where not exists (select from crosswalk.schedules where created_by = $9)
           on conflict (name) do nothing`,
      [name, pipeline, JSON.stringify(options), cron, timeZone, enabled, overlap, missed, MADE_BY],
    );
    return rowCount === 1;
  } finally {
    await client.end();
  }
}
