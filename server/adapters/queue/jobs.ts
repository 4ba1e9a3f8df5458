import type pg from "pg";
import { MOST_ATTEMPTS } from "../../core/schedule/announcement.js";

/** The tasks that workers know, by the names under which graphile-worker keeps them. */
export const TASKS = { part: "part", announce: "announce" } as const;

/** Queues parts in a transaction: workers see them once it is committed. Queued again, a part is queued once. */
export async function queueParts(client: pg.ClientBase, partIds: readonly number[], delayMs = 0): Promise<void> {
  // One attempt each: what becomes of a part that was lost is ours to decide, and is decided sooner (core/parts).
  await client.query(
    `select graphile_worker.add_job($1, json_build_object('partId', id), job_key => 'part:' || id,
       run_at => now() + $3 * interval '1 millisecond', max_attempts => 1)
     from unnest($2::int[]) as id`,
    [TASKS.part, partIds, delayMs],
  );
}

/** Queues the news of a migration's end for whoever is to be told. */
export async function queueAnnouncement(client: pg.ClientBase, migrationId: number): Promise<void> {
  await client.query(
    `select graphile_worker.add_job($1, json_build_object('migrationId', $2::int), job_key => 'announce:' || $2,
       max_attempts => $3)`,
    [TASKS.announce, migrationId, MOST_ATTEMPTS],
  );
}
