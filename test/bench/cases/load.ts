import { followMigration, startMigration } from "../../../scripts/client/follow-migration.js";
import { MigrationDocument, MigrationsDocument, OrphansDocument } from "../../../scripts/client/graphql/graphql.js";
import type { Bench, BenchCase } from "../case.js";
import { migrate } from "../crosswalk/migrate.js";
import { type Crosswalk, startCrosswalk } from "../crosswalk/start.js";
import { longestStall } from "../load/event-loop.js";
import { askSteadily } from "../load/questions.js";
import type { Delivered } from "../load/subscribers.js";
import { type SubscribersApart, startSubscribers } from "../load/subscribers-apart.js";
import { quantile } from "../measure/summary.js";
import { crosswalkCounts, expectedCounts } from "../npq/counts.js";
import { makeNpqTemplate, type NpqTemplate } from "../npq/template.js";
import { settle } from "../place/prepare.js";
import { withDatabase } from "../place/with-database.js";

const SUBSCRIBERS = 100;
const QUERIES_A_SECOND = 20;
const PAGES_A_SECOND = 2;
const WARM_UP_QUESTIONS = 160;

/** How the API and the page fare while a migration runs beside them. */
export const load: BenchCase = {
  name: "load",
  about: `${SUBSCRIBERS} subscribers, ${QUERIES_A_SECOND} queries and ${PAGES_A_SECOND} pages a second while a migration runs`,
  async measure(bench) {
    const template = await makeNpqTemplate(bench, bench.scale);
    bench.record.note(
      "The migration under load is the second over the same data, so that there is one to page through.",
    );
    bench.record.note("A stall is how late a timer of the server was, of which 10 ms are its period.");
    for (let round = 0; round < bench.rounds; round++)
      await withDatabase(bench.server, template.database, async ({ url }) => {
        const crosswalk = await startCrosswalk(bench, { databaseUrl: url });
        const subscribers = startSubscribers(bench.cleanup);
        try {
          await measureRound(bench, template, { crosswalk, subscribers, url }, round);
        } finally {
          await subscribers.stop();
          await crosswalk.stop();
        }
      });
  },
};

interface Scene {
  readonly crosswalk: Crosswalk;
  readonly subscribers: SubscribersApart;
  /** the database's */
  readonly url: string;
}

async function measureRound(bench: Bench, { expected }: NpqTemplate, scene: Scene, round: number): Promise<void> {
  const { crosswalk, url } = scene;
  const { record, say } = bench;
  say(`round ${round + 1}: a first migration, to be paged through`);
  const { migration: earlier } = await migrate(crosswalk, { pipeline: "npq" });
  await settle(url);
  say(`round ${round + 1}: questions whose time does not count`);
  await warmUp(scene, earlier.id);
  say(`round ${round + 1}: under load`);
  const id = await startMigration(crosswalk.client, { pipeline: "npq" });
  // What was before does not count.
  await longestStall(crosswalk);
  const over = new AbortController();
  const asking = askSteadily(questionsTo(crosswalk, earlier.id, id), QUERIES_A_SECOND, over.signal);
  const looking = askSteadily([() => openPage(crosswalk)], PAGES_A_SECOND, over.signal);
  const following = follow(scene, id);
  try {
    const cursors: string[] = [];
    const migration = await followMigration(crosswalk.client, id, ({ cursor }) => cursors.push(cursor));
    record.compare(`Crosswalk, round ${round + 1}`, expectedCounts(expected), crosswalkCounts(migration));
    const delivered = await following;
    over.abort();
    const { latencies, errors } = await asking;
    const pages = await looking;
    record.compare(`queries answered, round ${round + 1}`, { errors: 0 }, { errors });
    record.compare(`pages shown, round ${round + 1}`, { errors: 0 }, { errors: pages.errors });
    const ms = (name: string, label: string, sample: number) => record.add({ name, label, unit: "ms" }, sample);
    ms("load.api.p50", "API: half of the queries within", quantile(latencies, 0.5));
    ms("load.api.p99", "API: 99 % of the queries within", quantile(latencies, 0.99));
    ms("load.page.p50", "page of the migrations: half within", quantile(pages.latencies, 0.5));
    ms("load.page.p99", "page of the migrations: 99 % within", quantile(pages.latencies, 0.99));
    ms("load.stall", "longest stall of the server's event loop", await longestStall(crosswalk));
    ms("load.migration", "the migration under load", migration.durationMs ?? 0);
    ms("load.delay.p50", "progress events: half of them delivered within", quantile(delivered.delays, 0.5));
    ms("load.delay.p99", "progress events: 99 % of them delivered within", quantile(delivered.delays, 0.99));
    const deliveries = { name: "load.delivered", label: "progress events delivered", unit: "count" } as const;
    record.add(deliveries, delivered.delays.length);
    const missed = {
      name: "load.missed",
      label: "subscribers who did not get every event once and in order",
      unit: "count",
    } as const;
    record.add(missed, missedBy(delivered, cursors));
  } finally {
    over.abort();
    await Promise.allSettled([asking, looking, following]);
  }
}

/** A server that was started is asked for weeks: what its first answers take, while V8 compiles, does not count. */
async function warmUp(scene: Scene, earlier: string): Promise<void> {
  const questions = questionsTo(scene.crosswalk, earlier, earlier);
  for (let asked = 0; asked < WARM_UP_QUESTIONS; asked++) await questions[asked % questions.length]?.();
  for (let time = 0; time < 2; time++) await follow(scene, earlier);
}

function follow({ crosswalk: { url, credentials }, subscribers }: Scene, migrationId: string): Promise<Delivered> {
  return subscribers.follow({ url, credentials, migrationId, subscribers: SUBSCRIBERS });
}

/** What people look at meanwhile: the migration under way, the list of all, and findings of an earlier one. */
function questionsTo({ client }: Crosswalk, earlier: string, running: string): readonly (() => Promise<unknown>)[] {
  const orphans = { migrationId: earlier, model: "users", hasCandidates: true };
  return [
    () => client.request(MigrationDocument, { id: running }),
    () => client.request(MigrationsDocument, { first: 20 }),
    () => client.request(OrphansDocument, { ...orphans, first: 20 }),
    () => client.request(MigrationDocument, { id: earlier }),
  ];
}

/** The page and its first script, as a browser asks for them that knows neither. */
async function openPage({ url, authorization }: Crosswalk): Promise<void> {
  const page = await fetch(new URL("/migrations", url), { headers: { authorization }, redirect: "error" });
  const script = /<script[^>]* src="([^"]+)"/.exec(await page.text())?.[1];
  if (!page.ok || script === undefined) throw new Error(`the page answered ${page.status}, with no script in it`);
  const response = await fetch(new URL(script, url));
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the page's script answered ${response.status}`);
}

function missedBy({ cursors }: Delivered, all: readonly string[]): number {
  return cursors.filter((got) => got.join() !== all.join()).length;
}
