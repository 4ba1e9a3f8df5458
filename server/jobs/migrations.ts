import { isDeepStrictEqual } from "node:util";
import { COMMAND_LINE } from "../core/access/audit.js";
import { checkOptions } from "../core/options.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Migrations, RequestOutcome, StartRequest } from "../core/ports.js";
import type { MigrationStore } from "../core/stores.js";
import * as refusals from "./refusals.js";

export interface MigrationsDependencies {
  readonly store: MigrationStore;
  readonly pipelines: readonly Pipeline[];
  /** a fingerprint of a pipeline's rules, kept with each migration */
  readonly rulesOf: (pipeline: string) => string;
  /** the version of this program, kept with each migration */
  readonly codeVersion: () => string;
  /** where this process finds a pipeline's sources, without secrets */
  readonly sourcesOf: (pipeline: Pipeline) => string;
}

/** Takes requests for migrations and queues them: one a pipeline is active at a time, over all processes. */
export function createMigrations(deps: MigrationsDependencies): Migrations {
  const { store, pipelines, rulesOf, codeVersion, sourcesOf } = deps;

  /** The same key again is the same request, or a mistake. */
  async function sameKey({ idempotencyKey, pipeline, options }: StartRequest): Promise<RequestOutcome | null> {
    const earlier = idempotencyKey === null ? null : await store.findByKey(idempotencyKey);
    if (!earlier) return null;
    // As they are kept: an option without a value is one that was not given.
    const kept: unknown = JSON.parse(JSON.stringify(options));
    const isSame = earlier.pipeline === pipeline && isDeepStrictEqual(earlier.options, kept);
    return isSame ? { migrationId: earlier.id, problems: [] } : refusals.keyReused(earlier);
  }

  async function create(request: StartRequest, pipeline: Pipeline): Promise<RequestOutcome> {
    try {
      const given = { rules: rulesOf(pipeline.name), codeVersion: codeVersion(), sources: sourcesOf(pipeline) };
      const migrationId = await store.create(request, given);
      if (migrationId !== null) return { migrationId, problems: [] };
    } catch (error) {
      // The same request may have come at the same time, and was faster.
      const taken = await sameKey(request);
      if (taken) return taken;
      throw error;
    }
    return (await sameKey(request)) ?? refusals.alreadyActive(request, await store.active(pipeline.name));
  }

  return {
    async start(request) {
      const pipeline = pipelines.find(({ name }) => name === request.pipeline);
      if (!pipeline) return refusals.unknownPipeline(request.pipeline, pipelines);
      const [problem, ...others] = checkOptions(pipeline, request.options);
      if (problem) return refusals.wrongOptions(problem, others);
      const { rejectedOf } = request.options;
      if (rejectedOf !== undefined) {
        const replayed = await store.find(rejectedOf);
        if (replayed?.pipeline !== pipeline.name || !replayed.detailsKept)
          return refusals.nothingToReplay(rejectedOf, pipeline.name, replayed);
      }
      if (!isKey(request.idempotencyKey)) return refusals.keyInvalid();
      return (await sameKey(request)) ?? create(request, pipeline);
    },

    async cancel(migrationId, by = COMMAND_LINE) {
      if (!(await store.find(migrationId))) return refusals.migrationNotFound(migrationId);
      if (await store.cancel(migrationId, by)) return { migrationId, problems: [] };
      // Asked for twice, it is what both wanted.
      const now = await store.find(migrationId);
      if (!now) return refusals.migrationNotFound(migrationId);
      const isCancelled = now.status === "CANCELLING" || now.status === "CANCELLED";
      return isCancelled ? { migrationId, problems: [] } : refusals.migrationNotActive(now);
    },
  };
}

function isKey(key: string | null): boolean {
  return key === null || (key.length > 0 && key.length <= refusals.LONGEST_KEY && !key.includes("\0"));
}
