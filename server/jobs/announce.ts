import { CrosswalkError } from "../core/errors.js";
import { detectionsOf, isUpsert } from "../core/figures.js";
import type { Thresholds } from "../core/levels.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Logger } from "../core/ports.js";
import type { Readers, StoredMigration } from "../core/read-ports.js";
import type { MigrationFacts } from "../core/recommend/facts.js";
import { recommend } from "../core/recommendations.js";
import {
  announcementOf,
  isOccasion,
  judgeEnd,
  type MigrationEnd,
  MOST_ATTEMPTS,
} from "../core/schedule/announcement.js";
import type { Attempt, DeliveryStore, News, Recipient, WebhookPost } from "../core/schedule/delivery-store.js";

export interface AnnouncementDependencies {
  readonly store: DeliveryStore;
  readonly readers: Pick<Readers, "migrations" | "evidence" | "sharedValues">;
  readonly reports: { list(migrationIds: readonly number[]): Promise<readonly MigrationFacts["reports"][]> };
  readonly pipelines: readonly Pipeline[];
  readonly thresholds: Thresholds;
  /** sends the news and says what came of it; never throws */
  readonly post: (news: WebhookPost) => Promise<Attempt>;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** The queue tries again after e, e², e³ … seconds: so the history can say when. */
const LONGEST_EXPONENT = 10;

/** The job that tells a schedule's webhook of a migration's end: thrown at, the queue tries it again. */
export function createAnnouncement(deps: AnnouncementDependencies): (payload: unknown) => Promise<void> {
  const { store, logger, now } = deps;
  return async function announce(payload) {
    const migrationId = migrationIn(payload);
    const recipient = await store.recipientOf(migrationId);
    if (!recipient) return store.giveUp(migrationId, "The webhook was taken away before it took the news.");
    const news = await newsOf(deps, migrationId, recipient);
    if (news?.status === "PENDING") await send(news, migrationId, recipient);
  };

  async function send({ id, body }: News, migrationId: number, { schedule, webhook }: Recipient): Promise<void> {
    const at = now();
    const attempts = await store.begin(id, webhook.url, at);
    const attempt = await deps.post({ deliveryId: id, url: webhook.url, secret: webhook.secret, body, at });
    const told = { deliveryId: id, scheduleId: schedule.id, migrationId, attempts, status: attempt.responseStatus };
    if (attempt.problem === null) {
      await store.end(id, attempt, null);
      logger.info(told, "a webhook took the news of a migration's end");
    } else if (attempts >= MOST_ATTEMPTS) {
      await store.end(id, attempt, null);
      logger.warn({ ...told, problem: attempt.problem }, "the news of a migration's end is given up");
    } else {
      await store.end(id, attempt, new Date(now().getTime() + Math.exp(Math.min(attempts, LONGEST_EXPONENT)) * 1000));
      throw new CrosswalkError("WEBHOOK_NOT_DELIVERED", `Attempt ${attempts} of ${MOST_ATTEMPTS}: ${attempt.problem}`);
    }
  }
}

/** What is to be told, as it was first kept; null where this end is none that the webhook is told of. */
async function newsOf(deps: AnnouncementDependencies, migrationId: number, recipient: Recipient): Promise<News | null> {
  const kept = await deps.store.find(migrationId);
  if (kept) return kept;
  const migration = await deps.readers.migrations.find(migrationId);
  const end = migration && (await readEnd(deps, migration));
  if (!end || !isOccasion(recipient.webhook.on, end)) return null;
  await deps.store.prepare(migrationId, recipient, announcementOf(recipient.schedule, end), deps.now());
  return deps.store.find(migrationId);
}

/** All that is told of a migration's end. */
async function readEnd(deps: AnnouncementDependencies, migration: StoredMigration): Promise<MigrationEnd> {
  const { readers, thresholds, pipelines } = deps;
  const { id } = migration;
  const pipeline = pipelines.find(({ name }) => name === migration.pipeline);
  const [results = []] = await readers.migrations.results([id]);
  const [effects = []] = await readers.migrations.effects([id]);
  const { rows, rates, matchRates } = judgeEnd(results, isUpsert(pipeline, results), thresholds);
  const [rejections = []] = await readers.evidence.rejectionCounts([id]);
  const [unknown] = await readers.evidence.unknownCodes([id], 0);
  const [hadSponsors = false] = await readers.evidence.hadSponsors([id]);
  const [reports = []] = await deps.reports.list([id]);
  const shared = await readers.sharedValues.counts(results.map((result) => result.id));
  const recommendations = recommend({
    id: String(id),
    options: migration.options,
    rows,
    rates,
    models: results.map(({ model, duplicates }, i) => ({ model, duplicates, sharedValues: shared[i] ?? 0 })),
    rejections,
    unknownCodes: unknown?.total ?? 0,
    unknownCodeRows: unknown?.rows ?? 0,
    detections: detectionsOf(results),
    hadSponsors,
    reports,
  });
  return { migration, results, effects, rows, rates, matchRates, recommendations };
}

function migrationIn(payload: unknown): number {
  const { migrationId } = payload as { readonly migrationId?: unknown };
  if (typeof migrationId !== "number") throw new Error("the job does not say which migration ended");
  return migrationId;
}
