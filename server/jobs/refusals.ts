import type { OptionProblem } from "../core/options.js";
import type { Pipeline } from "../core/pipeline.js";
import type { RequestOutcome, StartRequest } from "../core/ports.js";
import type { RequestedMigration } from "../core/stores.js";

/** Longer keys than any that people or programs make up. */
export const LONGEST_KEY = 200;

/** What a request is answered with when a person has to put something right first. */
export function unknownPipeline(name: string, pipelines: readonly Pipeline[]): RequestOutcome {
  const names = pipelines.map((pipeline) => pipeline.name).join(", ");
  return refusal(null, {
    code: "UNKNOWN_PIPELINE",
    field: "pipeline",
    message: `There is no pipeline ${JSON.stringify(name)}; there are ${names}.`,
  });
}

export function wrongOptions(first: OptionProblem, others: readonly OptionProblem[]): RequestOutcome {
  const named = ({ option, message }: OptionProblem) => ({
    code: "OPTION_NOT_TAKEN" as const,
    field: `options.${option}`,
    message,
  });
  return { migrationId: null, problems: [named(first), ...others.map(named)] };
}

export function keyReused(earlier: RequestedMigration): RequestOutcome {
  return refusal(null, {
    code: "IDEMPOTENCY_KEY_REUSED",
    field: "idempotencyKey",
    message: `This key started migration ${earlier.id} with another pipeline or other options. Use a key for one request only.`,
  });
}

export function keyInvalid(): RequestOutcome {
  return refusal(null, {
    code: "IDEMPOTENCY_KEY_INVALID",
    field: "idempotencyKey",
    message: `An idempotency key has 1 to ${LONGEST_KEY} characters, none of them a NUL.`,
  });
}

export function alreadyActive({ pipeline }: StartRequest, active: RequestedMigration | null): RequestOutcome {
  const named = active
    ? `Migration ${active.id} of ${pipeline} is ${active.status}`
    : `A migration of ${pipeline} has just ended`;
  return refusal(active?.id ?? null, {
    code: "MIGRATION_ACTIVE",
    field: "pipeline",
    message: `${named}; a pipeline has one at a time. Wait for its end or cancel it, or ask with queue to have this one wait its turn.`,
  });
}

export function nothingToReplay(
  rejectedOf: number,
  pipeline: string,
  found: RequestedMigration | null,
): RequestOutcome {
  const problem =
    found?.pipeline !== pipeline
      ? `Pipeline ${pipeline} has no migration ${rejectedOf}.`
      : `The rejections of migration ${rejectedOf} were deleted with its details; start a full migration instead.`;
  return refusal(null, { code: "MIGRATION_NOT_FOUND", field: "options.rejectedOf", message: problem });
}

export function migrationNotFound(migrationId: number): RequestOutcome {
  return refusal(null, { code: "MIGRATION_NOT_FOUND", field: "id", message: `There is no migration ${migrationId}.` });
}

export function migrationNotActive({ id, status }: RequestedMigration): RequestOutcome {
  return refusal(id, {
    code: "MIGRATION_NOT_ACTIVE",
    field: "id",
    message: `Migration ${id} is ${status}; only one that has not ended can be cancelled.`,
  });
}

function refusal(migrationId: number | null, problem: RequestOutcome["problems"][0] & object): RequestOutcome {
  return { migrationId, problems: [problem] };
}
