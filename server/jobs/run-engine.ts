import { firstNumberOf, type PartStore, type Phases } from "../core/parts.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Source, Target } from "../core/ports.js";
import type { ChangeStore, FindingsTransaction } from "../core/stores.js";
import type { UpsertTarget } from "../core/upsert/target.js";
import type { AnyRun } from "../engine/migration-run.js";
import { runMigrationPart } from "../engine/run-migration.js";
import { runUpsertPart } from "../engine/upsert/run-upsert.js";
import type { PartWork } from "./work-part.js";

export interface EngineDependencies {
  readonly parts: PartStore;
  readonly changes: ChangeStore;
  readonly openSource: (name: string) => Promise<Source>;
  readonly openTarget: (name: string) => Promise<Target>;
  readonly openFindings: (migrationId: number, firstNumber: number) => Promise<FindingsTransaction>;
  /** our own tables as the target of an upsert */
  readonly openUpsertTarget: (pipeline: Pipeline) => UpsertTarget;
  readonly now: () => Date;
  /** a short text that differs where the content does */
  readonly fingerprint: (content: Uint8Array) => string;
  readonly measureReports: (migrationId: number) => Promise<void>;
  readonly rowsPerPart: number;
}

/** Runs the engine over one part of a migration, with its sources opened for it and closed after it. */
export function createEngine(deps: EngineDependencies) {
  return async function runPart({ part, migration, pipeline, progress, signal }: PartWork): Promise<Phases> {
    const { id } = migration;
    const opened: Source[] = [];
    const run: AnyRun = {
      migrationId: id,
      part,
      doneParts: () => deps.parts.done(id),
      assertHeld: () => deps.parts.assertHeld(part.claim),
      pipeline,
      options: migration.options,
      async openSource(name) {
        const source = await deps.openSource(name);
        opened.push(source);
        return source;
      },
      progress,
      measureReports: () => deps.measureReports(id),
      signal,
    };
    try {
      return await (pipeline.upsert
        ? runUpsertPart({
            ...run,
            upsert: pipeline.upsert,
            target: deps.openUpsertTarget(pipeline),
            now: deps.now,
            fingerprint: deps.fingerprint,
            rowsPerPart: deps.rowsPerPart,
          })
        : runMigrationPart({
            ...run,
            openTarget: () => deps.openTarget(pipeline.right.name),
            openFindings: () => deps.openFindings(id, firstNumberOf(part)),
            changes: deps.changes,
          }));
    } finally {
      await Promise.allSettled(opened.map((source) => source.close()));
    }
  };
}
