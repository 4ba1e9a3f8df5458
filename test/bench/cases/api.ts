import type { ApiClient } from "../../../scripts/client/client.js";
import type { Bench, BenchCase } from "../case.js";
import { migrate } from "../crosswalk/migrate.js";
import { type Crosswalk, startCrosswalk } from "../crosswalk/start.js";
import { countStatements, type StatementCounter } from "../load/statement-counter.js";
import { timed } from "../measure/rounds.js";
import { quantile, summarise } from "../measure/summary.js";
import { afterPage, readOrphans } from "../npq/orphans.js";
import { ECF, makeNpqTemplate, NPQ } from "../npq/template.js";
import { withSession } from "../place/session.js";

const PAGES = 50;
const [FEW, MANY] = [10, 100];

/** Pages of orphans where nearly everybody is one. */
export const api: BenchCase = {
  name: "api",
  about: `pages of ${MANY} orphans with their candidates and why, where all are orphans`,
  async measure(bench) {
    const { database, expected } = await makeNpqTemplate(bench, bench.scale);
    await severAll(database.url);
    const migrationId = await withCrosswalk(bench, database.url, async (crosswalk) => {
      bench.say("a migration that finds orphans");
      const { migration } = await migrate(crosswalk, { pipeline: "npq" });
      const users = migration.results.find(({ model }) => model === "users");
      const { matched = -1, duplicates = -1, orphanedLeft = 0, orphanedRight = 0 } = users ?? {};
      bench.record.compare(
        "Crosswalk, all severed",
        { matched: 0, duplicates: 0, orphanedRight: expected.users.rightRecords },
        { matched, duplicates, orphanedRight },
      );
      bench.record.add(
        { name: "api.orphans", label: "orphaned users in the migration", unit: "count" },
        orphanedLeft + orphanedRight,
      );
      return migration.id;
    });
    // A worker asks for work meanwhile.
    const alone = { workers: 0 };
    const timePages = async (crosswalk: Crosswalk): Promise<void> => {
      bench.say("pages whose time does not count");
      await timesOf(crosswalk.client, migrationId, MANY);
      for (let round = 0; round < bench.rounds; round++) await measureRound(bench, crosswalk, migrationId);
    };
    await withCrosswalk(bench, database.url, timePages, alone);
    // Whoever counts stands between server and database, and takes time.
    const counter = await countStatements(database.url, bench.cleanup);
    await withCrosswalk(bench, counter.url, (crosswalk) => countRound(bench, crosswalk, counter, migrationId), alone);
  },
};

async function withCrosswalk<Answer>(
  bench: Bench,
  databaseUrl: string,
  work: (crosswalk: Crosswalk) => Promise<Answer>,
  options: { readonly workers?: number } = {},
): Promise<Answer> {
  const crosswalk = await startCrosswalk(bench, { databaseUrl, ...options });
  try {
    return await work(crosswalk);
  } finally {
    await crosswalk.stop();
  }
}

/** Takes away all that ties the two sides; names and schools stay, so that there are candidates. */
async function severAll(url: string): Promise<void> {
  await withSession(url, async (session) => {
    await session.query(`update ${NPQ}.users set ecf_id = null, trn = null, uid = null`);
    await session.query(`update ${NPQ}.applications set ecf_id = null`);
    await session.query(`update ${ECF}.teacher_profiles set trn = null`);
    await session.query(`update ${ECF}.users set get_an_identity_id = null`);
    await session.query("vacuum (analyze)");
  });
}

async function measureRound({ record, say }: Bench, { client }: Crosswalk, migrationId: string) {
  say(`${PAGES} pages of ${MANY} orphans, then of ${FEW}`);
  const many = await timesOf(client, migrationId, MANY);
  const few = await timesOf(client, migrationId, FEW);
  const label = (first: number, what: string) => `a page of ${first} orphans with candidates and why, ${what}`;
  record.add({ name: "api.p50", label: label(MANY, "p50"), unit: "ms" }, quantile(many, 0.5));
  record.add({ name: "api.p99", label: label(MANY, "p99"), unit: "ms" }, quantile(many, 0.99));
  record.add({ name: "api.few.p50", label: label(FEW, "p50"), unit: "ms" }, quantile(few, 0.5));
}

async function countRound(
  { record }: Bench,
  { client }: Crosswalk,
  counter: StatementCounter,
  migrationId: string,
): Promise<void> {
  const many = await statementsOf(client, counter, migrationId, MANY);
  const few = await statementsOf(client, counter, migrationId, FEW);
  record.add({ name: "api.statements", label: `SQL statements for a page of ${MANY}`, unit: "count" }, many);
  record.add({ name: "api.statements.few", label: `SQL statements for a page of ${FEW}`, unit: "count" }, few);
  record.add({ name: "api.statements/few", label: "SQL statements: many / few", unit: "ratio" }, many / few);
}

async function timesOf(client: ApiClient, migrationId: string, first: number): Promise<readonly number[]> {
  const times: number[] = [];
  for await (const { ms } of pagesOf(client, migrationId, first)) times.push(ms);
  return times;
}

/** For a page, the median of all. */
async function statementsOf(
  client: ApiClient,
  counter: StatementCounter,
  migrationId: string,
  first: number,
): Promise<number> {
  const statements: number[] = [];
  let before = counter.statements;
  for await (const _ of pagesOf(client, migrationId, first)) {
    statements.push(counter.statements - before);
    before = counter.statements;
  }
  return summarise(statements).median;
}

/** Page after page; behind the last one comes the first again. */
async function* pagesOf(
  client: ApiClient,
  migrationId: string,
  first: number,
): AsyncGenerator<{ readonly ms: number }> {
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const variables = { migrationId, model: "users", side: "RIGHT", hasCandidates: true, first, after } as const;
    const { answer, ms } = await timed(() => readOrphans(client, variables));
    after = afterPage(answer);
    yield { ms };
  }
}
