import type { BenchCase } from "../case.js";
import { migrate } from "../crosswalk/migrate.js";
import { startCrosswalk } from "../crosswalk/start.js";
import { alternate } from "../measure/rounds.js";
import { withDatabase } from "../place/with-database.js";
import { countRows, expectedRows, makeStudentsTemplate, studentsAt } from "../students/template.js";

const AT_SCALE_1 = 100_000;
const PARTS = 8;

/** A load that divides into parts, taken by one worker and by two. */
export const workers: BenchCase = {
  name: "workers",
  about: `a first load of students in ${PARTS} parts by one worker and by two, each a process that takes a part at a time`,
  async measure(bench) {
    const { record, server, say } = bench;
    const { database, students, expected } = await makeStudentsTemplate(bench, studentsAt(bench.scale, AT_SCALE_1));
    const settings = { WORKER_CONCURRENCY: "1", ROWS_PER_PART: String(Math.floor(students / PARTS)) };
    const load = (count: number, name: string) => async (round: number) => {
      say(`round ${round + 1}: ${count} workers`);
      await withDatabase(server, database, async ({ url }) => {
        const crosswalk = await startCrosswalk(bench, { databaseUrl: url, workers: count, settings });
        try {
          const { ms } = await migrate(crosswalk, { pipeline: "students" });
          record.compare(`${count} workers, round ${round + 1}`, expectedRows(expected), await countRows(url));
          const label = `${count} ${count === 1 ? "worker" : "workers"}: first load of ${students} students`;
          record.add({ name: `workers.${name}`, label, unit: "ms" }, ms);
        } finally {
          await crosswalk.stop();
        }
      });
    };
    await alternate(bench.rounds, [load(1, "one"), load(2, "two")]);
    record.ratio({ name: "workers.one/two", label: "one worker / two" }, "workers.one", "workers.two");
  },
};
