import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { openPool } from "../../server/adapters/database/open.js";
import { createReports } from "../../server/adapters/reports/reports.js";
import { createDeliveryStore } from "../../server/adapters/stores/deliveries.js";
import { createReaders } from "../../server/adapters/stores/readers.js";
import { createWebhookPost } from "../../server/adapters/webhook.js";
import { DEFAULT_THRESHOLDS } from "../../server/core/levels.js";
import type { Delivery, WebhookOccasion } from "../../server/core/schedule/schedule.js";
import { createAnnouncement } from "../../server/jobs/announce.js";
import { PIPELINES } from "../../server/pipelines/index.js";
import { createTestDatabase } from "./database.js";
import { storeMigration } from "./stored-findings.js";
import { usersToStore } from "./users.js";

export const SECRET = "a secret of the schedule";
export const NOW = new Date("2026-11-24T02:00:00Z");

export interface Ending {
  readonly status?: "SUCCEEDED" | "FAILED" | "CANCELLED";
  /** of the 10 left and 10 right records */
  readonly rejected?: number;
}

export interface Received {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Ended migrations of schedules, and a receiver of their news. */
export interface Announcing {
  readonly pool: pg.Pool;
  /** where the receiver listens; it holds a token */
  readonly url: string;
  /** what the receiver got */
  readonly received: Received[];
  /** what it answers, one after another; then 200 */
  readonly answers: number[];
  /** what was logged */
  readonly logged: object[];
  announce(payload: unknown): Promise<void>;
  /** without an occasion, one without a webhook */
  makeSchedule(on: WebhookOccasion | null): Promise<number>;
  endedMigration(scheduleId: number | null, ending?: Ending): Promise<number>;
  deliveries(scheduleId: number): Promise<readonly Delivery[]>;
  forget(): Promise<void>;
  close(): Promise<void>;
}

export async function openAnnouncing(): Promise<Announcing> {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { name: "announcing", max: 6 });
  const received: Received[] = [];
  const answers: number[] = [];
  const logged: object[] = [];
  const receiver = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?token=private`;
  const keep = (fields: object): void => void logged.push(fields);

  return {
    ...{ pool, url, received, answers, logged },
    announce: createAnnouncement({
      store: createDeliveryStore(pool),
      readers: createReaders(pool),
      reports: createReports({ pool, pipelines: PIPELINES }),
      pipelines: PIPELINES,
      thresholds: DEFAULT_THRESHOLDS,
      post: createWebhookPost({ allowLocal: true }),
      logger: { info: keep, warn: keep, error: keep },
      now: () => NOW,
    }),
    async makeSchedule(on) {
      const { rows } = await pool.query<{ id: number }>(
        `insert into schedules (name, pipeline, options, cron, time_zone, webhook_url, webhook_occasion, webhook_secret)
         values ('nightly', 'npq', '{}', '0 2 * * *', 'UTC', $1, $2, $3) returning id`,
        on === null ? [null, null, null] : [url, on, SECRET],
      );
      return rows[0]?.id as number;
    },
    async endedMigration(scheduleId, { status = "SUCCEEDED", rejected = 0 } = {}) {
      const id = await storeMigration(pool, [usersToStore({ matched: 10 })]);
      await pool.query("update model_results set rejected = $2 where migration_id = $1", [id, rejected]);
      const failure = status === "FAILED" ? ["SOURCE_UNREACHABLE", "The source can't be reached."] : [null, null];
      await pool.query(
        `update migrations set schedule_id = $2, status = $3, error_code = $4, error_message = $5, trigger = 'SCHEDULE'
          where id = $1`,
        [id, scheduleId, status, ...failure],
      );
      return id;
    },
    async deliveries(scheduleId) {
      const [page] = await createReaders(pool).schedules.deliveries([{ scheduleId, first: 100, after: null }]);
      return page?.items.map(({ item }) => item) ?? [];
    },
    async forget() {
      received.length = 0;
      answers.length = 0;
      logged.length = 0;
      await pool.query("delete from schedules; delete from migrations; delete from graphile_worker._private_jobs");
    },
    async close() {
      receiver.close();
      await pool.end();
      await database.drop();
    },
  };
}
