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
    const counter = await countStatements(database.url, bench.cleanup);
    await withCrosswalk(
      bench,
      counter.url,
      async (crosswalk) => {
        for (let round = 0; round < bench.rounds; round++) await measureRound(bench, crosswalk, counter, migrationId);
      },
      // A worker asks for work meanwhile.
      { workers: 0 },
    );
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

async function measureRound(bench: Bench, crosswalk: Crosswalk, counter: StatementCounter, migrationId: string) {
  const { record, say } = bench;
  say(`${PAGES} pages of ${MANY} orphans, then of ${FEW}`);
  const many = await readPages(crosswalk, counter, migrationId, MANY);
  const few = await readPages(crosswalk, counter, migrationId, FEW);
  record.add(
    { name: "api.p50", label: `a page of ${MANY} orphans with candidates and why, p50`, unit: "ms" },
    quantile(many.times, 0.5),
  );
  record.add(
    { name: "api.p99", label: `a page of ${MANY} orphans with candidates and why, p99`, unit: "ms" },
    quantile(many.times, 0.99),
  );
  record.add({ name: "api.few.p50", label: `a page of ${FEW}, p50`, unit: "ms" }, quantile(few.times, 0.5));
  record.add({ name: "api.statements", label: `SQL statements for a page of ${MANY}`, unit: "count" }, many.statements);
  record.add(
    { name: "api.statements.few", label: `SQL statements for a page of ${FEW}`, unit: "count" },
    few.statements,
  );
  const label = "SQL statements: many / few";
  record.add({ name: "api.statements/few", label, unit: "ratio" }, many.statements / few.statements);
}

interface Pages {
  readonly times: readonly number[];
  /** for a page, the median of all */
  readonly statements: number;
}

async function readPages(
  { client }: Crosswalk,
  counter: StatementCounter,
  migrationId: string,
  first: number,
): Promise<Pages> {
  const times: number[] = [];
  const statements: number[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const before = counter.statements;
    const variables = { migrationId, model: "users", side: "RIGHT", hasCandidates: true, first, after } as const;
    const { answer, ms } = await timed(() => readOrphans(client, variables));
    times.push(ms);
    statements.push(counter.statements - before);
    // After the last page comes the first again.
    after = afterPage(answer);
  }
  return { times, statements: summarise(statements).median };
}
