import type { StoredRecord, StoredResult } from "../../server/core/read-ports.js";
import type { ApiContext } from "../context.js";
import type { RecordReference, SourceRecord } from "./record.type.js";

const ALONE = async () => [];

/** Records by their numbers, in that order; `cluster` says which records may tie them. */
export async function loadRecords(
  { loaders }: ApiContext,
  result: StoredResult,
  numbers: readonly number[],
  cluster: () => Promise<readonly number[]> = ALONE,
): Promise<SourceRecord[]> {
  const read = await Promise.all(numbers.map((number) => loaders.record.load({ resultId: result.id, number })));
  return read
    .filter((stored) => stored !== null)
    .map((stored) => ({ id: stored.recordId, side: stored.side, result, stored, cluster }));
}

/** A record by its number; without it the details are broken, and that is a fault. */
export async function loadRecord(
  context: ApiContext,
  result: StoredResult,
  number: number | undefined,
  cluster?: () => Promise<readonly number[]>,
): Promise<SourceRecord> {
  const [record] = number === undefined ? [] : await loadRecords(context, result, [number], cluster);
  if (!record) throw new Error(`result ${result.id} has no record ${number}`);
  return record;
}

export function referenceTo(record: StoredRecord): RecordReference {
  return { id: record.recordId, side: record.side };
}
