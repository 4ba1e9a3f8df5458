import type { BenchCase } from "../case.js";
import { migrate } from "../crosswalk/migrate.js";
import { stageMs } from "../crosswalk/stages.js";
import { startCrosswalk } from "../crosswalk/start.js";
import type { Counts } from "../measure/counts.js";
import { alternate } from "../measure/rounds.js";
import { countCandidates } from "../npq/candidates.js";
import { findCandidatesInPlainSql } from "../npq/candidates-sql.js";
import { makeNpqTemplate } from "../npq/template.js";
import { withDatabase } from "../place/with-database.js";

/** The tentative candidates of all orphans. Two that find the same have found it in different ways. */
export const candidates: BenchCase = {
  name: "candidates",
  about: "tentative candidates of all orphans, against plain SQL",
  async measure(bench) {
    const { server, record, say, scale, rounds } = bench;
    const { database } = await makeNpqTemplate(bench, scale);
    let expected: Counts | null = null;
    const compare = (who: string, found: Counts): void => {
      record.compare(who, expected ?? found, found);
      expected ??= found;
    };
    await alternate(rounds, [
      async (round) => {
        say(`round ${round + 1}: plain SQL`);
        const { counts, ms } = await withDatabase(server, database, ({ url }) => findCandidatesInPlainSql(url));
        compare(`plain SQL, round ${round + 1}`, counts);
        const label = "plain SQL: candidates of users and applications, orphans being known";
        record.add({ name: "candidates.sql", label, unit: "ms" }, ms);
      },
      async (round) => {
        say(`round ${round + 1}: Crosswalk`);
        await withDatabase(server, database, async ({ url }) => {
          const crosswalk = await startCrosswalk(bench, { databaseUrl: url });
          try {
            const { migration } = await migrate(crosswalk, { pipeline: "npq" });
            compare(`Crosswalk, round ${round + 1}`, await countCandidates(crosswalk.client, migration));
            const label = "Crosswalk: stage CLASSIFY, which gives every record its outcome and finds the candidates";
            record.add({ name: "candidates.crosswalk", label, unit: "ms" }, stageMs(migration, "CLASSIFY"));
          } finally {
            await crosswalk.stop();
          }
        });
      },
    ]);
    const label = "plain SQL / Crosswalk's CLASSIFY";
    record.ratio({ name: "candidates.sql/crosswalk", label }, "candidates.sql", "candidates.crosswalk");
  },
};
