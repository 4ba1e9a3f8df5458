import type { MigrationReader, StoredMigration } from "../../server/core/read-ports.js";

const underWay = new WeakMap<MigrationReader, Map<number, Promise<StoredMigration | null>>>();

/**
 * Reads a migration once for all who ask at the same time, as subscribers do who are told of its end, or who come back
 * together; they are given the same object, so that what is told of it is shared as well.
 */
export function findTogether(migrations: MigrationReader, id: number): Promise<StoredMigration | null> {
  const readings = underWay.get(migrations) ?? new Map<number, Promise<StoredMigration | null>>();
  underWay.set(migrations, readings);
  const begun = readings.get(id);
  if (begun) return begun;
  const reading = migrations.find(id).finally(() => readings.delete(id));
  readings.set(id, reading);
  return reading;
}
