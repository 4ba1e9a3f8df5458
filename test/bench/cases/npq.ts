import type { Bench, BenchCase } from "../case.js";
import { migrate } from "../crosswalk/migrate.js";
import { stageMs, stageNames } from "../crosswalk/stages.js";
import { startCrosswalk } from "../crosswalk/start.js";
import { alternate } from "../measure/rounds.js";
import { withPostgresMemory } from "../memory/postgres-memory.js";
import { crosswalkCounts, expectedCounts, flatCounts } from "../npq/counts.js";
import { matchInDuckDb } from "../npq/duckdb.js";
import { measureNpqFloor } from "../npq/floor.js";
import { matchInPlainSql } from "../npq/plain-sql.js";
import { type Rehearsal, rehearse } from "../npq/rehearse.js";
import { makeNpqTemplate, type NpqTemplate } from "../npq/template.js";
import { settle } from "../place/prepare.js";
import { withDatabase } from "../place/with-database.js";

/** The reconciliation of two services, against its floor, plain SQL and DuckDB. */
export const npq: BenchCase = {
  name: "npq",
  about: "the npq reconciliation end to end against its floor, and its matching against plain SQL and DuckDB",
  async measure(bench) {
    const template = await makeNpqTemplate(bench, bench.scale);
    const rehearsal = await rehearse(bench, template);
    await alternate(bench.rounds, [
      (round) => floor(bench, template, rehearsal, round),
      (round) => crosswalk(bench, template, round),
      (round) => plainSql(bench, template, round),
      (round) => duckDb(bench, template, round),
    ]);
    compareTimes(bench);
  },
};

async function floor({ server, record, say }: Bench, { database }: NpqTemplate, rehearsal: Rehearsal, round: number) {
  say(`round ${round + 1}: the floor`);
  await withDatabase(server, database, async ({ url }) => {
    const { readMs, storeMs, updateMs } = await measureNpqFloor(url, rehearsal.stored, rehearsal.updates);
    const ms = (name: string, label: string, sample: number) => record.add({ name, label, unit: "ms" }, sample);
    ms("npq.floor", "floor: the three below, one after another", readMs + storeMs + updateMs);
    ms("npq.floor.read", "floor: COPY out of what the pipeline reads, both sides at once, thrown away", readMs);
    ms("npq.floor.store", "floor: COPY in of the rows that a migration stores, one transaction", storeMs);
    ms("npq.floor.update", "floor: UPDATE of the applications' status, one statement", updateMs);
  });
}

async function crosswalk(bench: Bench, { database, expected }: NpqTemplate, round: number): Promise<void> {
  const { server, record, say } = bench;
  say(`round ${round + 1}: Crosswalk`);
  await withDatabase(server, database, async ({ url }) => {
    const crosswalk = await startCrosswalk(bench, { databaseUrl: url });
    try {
      const { answer: first, peak } = await withPostgresMemory(url, () => migrate(crosswalk, { pipeline: "npq" }));
      const { migration } = first;
      record.compare(`Crosswalk, round ${round + 1}`, expectedCounts(expected), crosswalkCounts(migration));
      record.compare("Crosswalk, reports made", { missing: 0 }, { missing: migration.reports.length > 0 ? 0 : 1 });
      const ms = (name: string, label: string, sample: number) => record.add({ name, label, unit: "ms" }, sample);
      ms("npq.crosswalk", "Crosswalk: from startMigration to the event of its end", first.ms);
      for (const stage of stageNames(migration))
        ms(`npq.crosswalk.${stage}`, `Crosswalk: stage ${stage}, all models`, stageMs(migration, stage));
      ms(
        "npq.crosswalk.matching",
        "Crosswalk: MATCH and CLASSIFY, with candidates",
        stageMs(migration, "MATCH", "CLASSIFY"),
      );
      ms(
        "npq.crosswalk.read-match",
        "Crosswalk: READ, MATCH and CLASSIFY",
        stageMs(migration, "READ", "MATCH", "CLASSIFY"),
      );
      const bytes = "bytes" as const;
      record.add(
        { name: "npq.node", label: "Crosswalk: peak memory of Node", unit: bytes },
        await crosswalk.peakMemory(),
      );
      record.add({ name: "npq.postgres", label: "Crosswalk: peak memory of PostgreSQL, sampled", unit: bytes }, peak);

      await settle(url);
      const second = await migrate(crosswalk, { pipeline: "npq" });
      record.compare(
        `Crosswalk again, round ${round + 1}`,
        expectedCounts(expected),
        crosswalkCounts(second.migration),
      );
      ms("npq.again", "Crosswalk: a second migration over unchanged data", second.ms);
    } finally {
      await crosswalk.stop();
    }
  });
}

async function plainSql({ server, record, say }: Bench, { database, expected }: NpqTemplate, round: number) {
  say(`round ${round + 1}: plain SQL`);
  await withDatabase(server, database, async ({ url }) => {
    const { counts, prepareMs, matchMs } = await matchInPlainSql(url);
    record.compare(`plain SQL, round ${round + 1}`, expectedCounts(expected), flatCounts(counts));
    const ms = (name: string, label: string, sample: number) => record.add({ name, label, unit: "ms" }, sample);
    ms("npq.sql.prepare", "plain SQL: tables of keys out of the services' tables", prepareMs);
    ms("npq.sql.matching", "plain SQL: clusters and outcomes out of these, no candidates", matchMs);
    ms("npq.sql", "plain SQL: both", prepareMs + matchMs);
  });
}

async function duckDb({ server, folder, record, say }: Bench, { database, expected }: NpqTemplate, round: number) {
  say(`round ${round + 1}: DuckDB`);
  await withDatabase(server, database, async ({ url }) => {
    const { counts, loadMs, prepareMs, matchMs } = await matchInDuckDb(url, folder);
    record.compare(`DuckDB, round ${round + 1}`, expectedCounts(expected), flatCounts(counts));
    const ms = (name: string, label: string, sample: number) => record.add({ name, label, unit: "ms" }, sample);
    ms("npq.duckdb.load", "DuckDB: loaded from PostgreSQL by way of CSV", loadMs);
    ms("npq.duckdb.prepare", "DuckDB: tables of keys", prepareMs);
    ms("npq.duckdb.matching", "DuckDB: clusters and outcomes out of these, no candidates", matchMs);
    ms("npq.duckdb", "DuckDB: all three", loadMs + prepareMs + matchMs);
  });
}

function compareTimes({ record }: Bench): void {
  const ratio = (name: string, label: string, over: string, under: string) =>
    record.ratio({ name, label }, over, under);
  ratio("npq.over-floor", "Crosswalk / floor, end to end", "npq.crosswalk", "npq.floor");
  ratio("npq.again/first", "second migration / first", "npq.again", "npq.crosswalk");
  const matching = "npq.crosswalk.matching";
  ratio(
    "npq.sql/matching",
    "plain SQL's clusters and outcomes / Crosswalk's MATCH and CLASSIFY",
    "npq.sql.matching",
    matching,
  );
  ratio(
    "npq.duckdb/matching",
    "DuckDB's clusters and outcomes / Crosswalk's MATCH and CLASSIFY",
    "npq.duckdb.matching",
    matching,
  );
  const whole = "npq.crosswalk.read-match";
  ratio("npq.sql/whole", "plain SQL from tables to outcomes / Crosswalk's READ, MATCH and CLASSIFY", "npq.sql", whole);
  ratio(
    "npq.duckdb/whole",
    "DuckDB from PostgreSQL's tables to outcomes / Crosswalk's READ, MATCH and CLASSIFY",
    "npq.duckdb",
    whole,
  );
}
