import { type KeyedRecord, type Tie, tiesBetween } from "../../core/match/explain.js";
import type { ExplanationReader, Link, RecordsReader, StoredRecord, StoredResult } from "../../core/read-ports.js";
import { VALUE_SEPARATOR } from "../../core/record.js";
import type { SharedValueReader } from "../../core/shared-value-port.js";
import { readLinks } from "./finding-slices.js";
import type { Queryable } from "./query.js";

/** Explains clusters: three statements at most, however many clusters are asked about. */
export function createExplanationReader(
  pool: Queryable,
  records: RecordsReader,
  sharedValues: SharedValueReader,
): ExplanationReader {
  /** Of values that tie records, those that really did: a shared value did not match. */
  async function withoutShared<T extends { readonly result: StoredResult; readonly tie: Tie }>(found: readonly T[]) {
    const shared = await sharedValues.areShared(
      found.map(({ result, tie }) => ({ resultId: result.id, key: tie.key, value: tie.value })),
    );
    return found.filter((_, i) => !shared[i]);
  }

  return {
    async ties(clusters) {
      const keys = clusters.flatMap(({ result, members }) =>
        members.map((number) => ({ resultId: result.id, number })),
      );
      const read = (await records.records(keys))[Symbol.iterator]();
      const found = clusters.flatMap(({ result, members }, cluster) => {
        const keyed = members.flatMap(() => keyedRecord(read.next().value ?? null, result));
        return tiesBetween(keyed, result.matchKeys, () => false).map((tie) => ({ cluster, result, tie }));
      });
      const ties: Tie[][] = clusters.map(() => []);
      for (const { cluster, tie } of await withoutShared(found)) ties[cluster]?.push(tie);
      return ties;
    },

    async chains(slices) {
      const links = await readLinks(pool, slices);
      const pairs = links.flatMap((chain, slice) => chain.map((link) => ({ ...link, slice })));
      const keys = pairs.flatMap(({ slice, record, joined }) =>
        [record, joined].map((number) => ({ resultId: (slices[slice] as { resultId: number }).resultId, number })),
      );
      const read = await records.records(keys);
      const found = pairs.flatMap(({ slice, matchKey }, i) => {
        const result = (slices[slice] as { result: StoredResult }).result;
        const record = read[i * 2];
        const joined = read[i * 2 + 1];
        const key = result.matchKeys[matchKey];
        if (!record || !joined || !key) return [];
        return tiesBetween([...keyedRecord(record, result), ...keyedRecord(joined, result)], [key], () => false).map(
          (tie) => ({ slice, pair: i, record, joined, result, tie }),
        );
      });
      const chains: Link[][] = slices.map(() => []);
      let last = -1;
      for (const { slice, pair, record, joined, tie } of await withoutShared(found)) {
        // two records may share several values of the key; one of them is reason enough
        if (pair !== last) chains[slice]?.push({ record, joined, key: tie.key, value: tie.value });
        last = pair;
      }
      return chains;
    },
  };
}

function keyedRecord(record: StoredRecord | null, result: StoredResult): readonly KeyedRecord[] {
  if (record === null) return [];
  const keys = result.matchKeys.map(({ column }) => {
    const values = record.values[result.columns.indexOf(column)] ?? [];
    return [column, values.length === 0 ? null : values.join(VALUE_SEPARATOR)] as const;
  });
  return [{ number: record.number, keys: new Map(keys) }];
}
