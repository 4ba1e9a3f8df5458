import { text } from "node:stream/consumers";
import { openPool } from "../../../server/adapters/database/open.js";
import { fingerprint } from "../../../server/adapters/fingerprint.js";
import { locateSource } from "../../../server/adapters/sources/locate.js";
import { createSources } from "../../../server/adapters/sources/open.js";
import { createChangeStore } from "../../../server/adapters/stores/changes.js";
import { createPartStore } from "../../../server/adapters/stores/parts.js";
import { createStudentTarget } from "../../../server/adapters/stores/students/target.js";
import { loadConfig } from "../../../server/config.js";
import type { MigrationOptions } from "../../../server/core/options.js";
import type { Milestone } from "../../../server/core/parts.js";
import type { UpsertTarget } from "../../../server/core/upsert/target.js";
import { ProgressTracker } from "../../../server/engine/progress-tracker.js";
import { createEngine } from "../../../server/jobs/run-engine.js";
import { studentsPipeline } from "../../../server/pipelines/students/pipeline.js";
import type { StudentsScenario } from "../../helpers/students-scenario.js";
import { readUpsertOutcome } from "./outcome.js";

/** What happens to whoever writes next: it dies in its transaction, or when that is kept and nobody has been told. */
export type Blow = "inside" | "behind" | null;

export interface Way {
  readonly rowsPerPart: number;
  /** of each write in turn; behind the last one nothing happens any more */
  readonly blows: readonly Blow[];
  /** whether the parts of a phase run at once, or one by one from the last */
  readonly atOnce: boolean;
}

class Struck extends Error {}

/** Runs migrations part by part, as workers do that die as often as a test says. */
export function openDriver(scenario: StudentsScenario) {
  const { database, app } = scenario;
  const pool = openPool(database.url, { name: "driver", max: 40 });
  const parts = createPartStore(pool);
  const sources = createSources();
  const config = loadConfig({ DATABASE_URL: database.url });

  let writes = 0;

  /** The migration to its end; gives its id. */
  async function migrate(options: MigrationOptions, { rowsPerPart, blows, atOnce }: Way): Promise<number> {
    const id = await scenario.start(options);
    writes = 0;
    const runPart = createEngine({
      parts,
      changes: createChangeStore(pool),
      openSource: async (name) => sources.open(locateSource(config, database.url, name)),
      openTarget: neverAsked,
      openFindings: neverAsked,
      openUpsertTarget: (pipeline) => fragile(createStudentTarget({ pool, pipeline }), () => blows[writes++] ?? null),
      now: () => new Date("2025-01-02T12:00:00Z"),
      fingerprint,
      measureReports: (migrationId) => app.reports.measure(migrationId),
      rowsPerPart,
    });

    async function untilDone(partId: number): Promise<void> {
      for (;;) {
        const taking = await parts.take(partId, "driver", 1_000);
        if (taking.kind !== "taken") throw new Error(`part ${partId} is ${taking.kind}`);
        const { part } = taking;
        // The clock stands still: what a dead worker told of itself is only what it kept.
        const progress = new ProgressTracker(part, parts, () => 0);
        const migration = {
          id,
          pipeline: "students",
          status: "RUNNING",
          options,
          sources: "",
          detailsKept: true,
        } as const;
        const signal = new AbortController().signal;
        try {
          const next = await runPart({ part, migration, pipeline: studentsPipeline, progress, signal });
          await parts.finish(part.claim, progress.snapshot(), next);
          return;
        } catch (error) {
          if (!(error instanceof Struck)) throw error;
        }
      }
    }

    for (let due = await duePhase(id); due.length > 0; due = await duePhase(id))
      if (atOnce) await Promise.all(due.map(untilDone));
      else for (const part of due.toReversed()) await untilDone(part);
    return id;
  }

  async function duePhase(id: number): Promise<readonly number[]> {
    const { rows } = await pool.query<{ id: number }>(
      `select id from parts where migration_id = $1 and status <> 'DONE'
          and phase = (select min(phase) from parts where migration_id = $1 and status <> 'DONE') order by position`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** All that a migration left behind, but for what differs from one run to the next: ids and times. */
  async function everything(id: number) {
    const [outcome, students, watermark] = [
      await readUpsertOutcome(pool, id),
      await scenario.students(),
      await scenario.watermark(),
    ];
    const { rows: stages } = await pool.query(
      "select name, done from stages where migration_id = $1 and name in ('APPLY', 'REPORT') order by position",
      [id],
    );
    const { rows: events } = await pool.query(
      "select progress->'status' as status, progress->'counts' as counts from events where migration_id = $1 order by id desc limit 1",
      [id],
    );
    const { rows: left } = await pool.query("select * from duplicate_keys");
    return { outcome, students, watermark, stages, events, left, report: await reportOf(id) };
  }

  async function reportOf(id: number): Promise<string> {
    const report = await app.reports.open(id, "upsert.json");
    if (!report) throw new Error("there is no report");
    const written = (await text(report.stream)).replaceAll(/(rejectedOf |\/reports\/|[iI]d: \\")\d+/g, "$1ID");
    const { migration: _, configuration: __, ...said } = JSON.parse(written);
    return JSON.stringify(said, null, 2);
  }

  return {
    migrate,
    everything,
    partsOf,
    /** how often the last migration wrote, or tried to */
    writes: () => writes,
    async close() {
      await sources.close();
      await pool.end();
    },
  };

  /** The range of keys of each part that takes rows, with its total. */
  async function partsOf(id: number): Promise<readonly string[]> {
    const { rows } = await pool.query<{ line: string }>(
      `select concat(task->>'after', '..', task->>'upTo', ' ', progress->'stages'->0->>'total') as line
         from parts where migration_id = $1 and kind = 'TAKE' order by position`,
      [id],
    );
    return rows.map(({ line }) => line);
  }
}

/** A target whose writes a blow may end. */
function fragile(target: UpsertTarget, nextBlow: () => Blow): UpsertTarget {
  const struckBy = async (milestone: () => Milestone, write: (milestone: () => Milestone) => Promise<void>) => {
    const blow = nextBlow();
    await write(() => {
      const reached = milestone();
      if (blow === "inside") throw new Struck();
      return reached;
    });
    if (blow === "behind") throw new Struck();
  };
  return {
    ...target,
    write: (batch, milestone) => struckBy(milestone, (mine) => target.write(batch, mine)),
    writeLast: (batches, milestone) => struckBy(milestone, (mine) => target.writeLast(batches, mine)),
  };
}

async function neverAsked(): Promise<never> {
  throw new Error("an upsert asks for no such thing");
}
