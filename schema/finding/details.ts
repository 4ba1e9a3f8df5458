import type { StoredMigration, StoredResult } from "../../server/core/read-ports.js";
import type { ApiContext } from "../context.js";
import { apiError } from "../errors.js";
import { declarationOf } from "../pipeline/declaration.js";

/** The number that an id stands for; ids are opaque to callers. Null where it can't be one. */
export function migrationNumber(id: string): number | null {
  return /^[1-9]\d{0,9}$/.test(id) && Number(id) < 2 ** 31 ? Number(id) : null;
}

/** A migration that must be there. */
export async function requireMigration({ readers }: ApiContext, id: string): Promise<StoredMigration> {
  const number = migrationNumber(id);
  const migration = number === null ? null : await readers.migrations.find(number);
  if (!migration) throw migrationNotFound(id);
  return migration;
}

export function migrationNotFound(id: string): Error {
  return apiError("MIGRATION_NOT_FOUND", `There is no migration with the id ${id}.`);
}

/** A migration whose details are still kept: after the retention period only its metrics are. */
export async function requireDetails(context: ApiContext, id: string): Promise<StoredMigration> {
  const migration = await requireMigration(context, id);
  if (migration.detailsDeletedAt !== null)
    throw apiError(
      "DETAILS_DELETED",
      `The details of migration ${id} were deleted on ${migration.detailsDeletedAt.toISOString()} under the retention setting. Its results are kept: see migration(id).`,
    );
  return migration;
}

/** The results of a migration, of one model or of all in their order. */
export async function detailedResults(
  context: ApiContext,
  id: string,
  model: string | null | undefined,
): Promise<readonly StoredResult[]> {
  const migration = await requireDetails(context, id);
  const results = await context.loaders.results.load(migration.id);
  if (model === null || model === undefined) return results;
  const ofModel = results.filter((result) => result.model === model);
  const isKnown = ofModel.length > 0 || declarationOf(context, { pipeline: migration.pipeline, model }).model;
  if (!isKnown)
    throw apiError(
      "UNKNOWN_MODEL",
      `Migration ${id} has no model ${model}; it has ${results.map((result) => result.model).join(", ") || "none yet"}.`,
    );
  return ofModel;
}
