import type pg from "pg";
import { MOST_ATTEMPTS } from "../../core/schedule/announcement.js";
import { TASKS } from "./jobs.js";

/** Sending takes seconds: a job that is held for longer has lost its worker. */
const HELD_TOO_LONG = "2 minutes";

/** Queues the news again whose worker is gone: the queue itself would wait for hours. Gives how many. */
export async function reviveAnnouncements(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(
    `select graphile_worker.add_job($1, json_build_object('migrationId', split_part(key, ':', 2)::int),
       job_key => key, max_attempts => $2)
       from graphile_worker.jobs where task_identifier = $1 and key is not null and locked_at < now() - $3::interval`,
    [TASKS.announce, MOST_ATTEMPTS, HELD_TOO_LONG],
  );
  return rowCount ?? 0;
}
