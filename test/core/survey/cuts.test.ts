import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cut, CutFinder } from "../../../server/core/survey/cuts.js";

/** Which records hold which values; `left` of the records are of the left side, the first ones. */
interface Cluster {
  readonly pairs: readonly (readonly [record: number, value: number])[];
  readonly records: number;
  readonly left: number;
}

const finder = new CutFinder();

function cutsOf({ pairs, records, left }: Cluster): readonly Cut[] {
  return finder.of({
    ofRecord: Int32Array.from(pairs, ([record]) => record),
    ofValue: Int32Array.from(pairs, ([, value]) => value),
    records,
    values: 1 + Math.max(...pairs.map(([, value]) => value)),
    isLeft: (record) => record < left,
  });
}

/** The parts that records fall into by the values that are left, by trying again and again. */
function partsWithout({ pairs, records }: Cluster, gone: number): readonly (readonly number[])[] {
  const part = Array.from({ length: records }, (_, record) => record);
  for (let round = 0; round < records; round++)
    for (const [a, value] of pairs)
      for (const [b, other] of pairs)
        if (value === other && value !== gone) part[a] = part[b] = Math.min(part[a] as number, part[b] as number);
  return [...new Set(part)].map((name) => part.flatMap((each, record) => (each === name ? [record] : [])));
}

const clusters: fc.Arbitrary<Cluster> = fc
  .record({
    records: fc.integer({ min: 2, max: 9 }),
    left: fc.nat(4),
    more: fc.array(fc.tuple(fc.nat(8), fc.nat(9)), { maxLength: 6 }),
    joins: fc.array(fc.tuple(fc.nat(8), fc.nat(9)), { minLength: 8, maxLength: 8 }),
  })
  .map(({ records, left, more, joins }) => {
    // Each record joins an earlier one by a value, so that all hang together.
    const chain = Array.from({ length: records - 1 }, (_, i) => {
      const [other, value] = joins[i] as [number, number];
      return [
        [i + 1, value],
        [other % (i + 1), value],
      ];
    }).flat();
    const all = [...chain, ...more.filter(([record]) => record < records)] as [number, number][];
    const pairs = [...new Map(all.map((pair) => [pair.join(), pair])).values()];
    const names = [...new Set(pairs.map(([, value]) => value))];
    return { records, left, pairs: pairs.map(([record, value]) => [record, names.indexOf(value)] as const) };
  });

test("the values without which a cluster falls apart are those that taking each away shows", () => {
  fc.assert(
    fc.property(clusters, (cluster) => {
      const values = 1 + Math.max(...cluster.pairs.map(([, value]) => value));
      const expected = Array.from({ length: values }, (_, value) => value).flatMap((value) => {
        const parts = partsWithout(cluster, value);
        const larger = Math.max(...parts.map((part) => part.length));
        const isDuplicate = (part: readonly number[]) => {
          const left = part.filter((record) => record < cluster.left).length;
          return part.length > 2 && left > 0 && left < part.length;
        };
        if (parts.length === 1) return [];
        return [{ value, larger, smaller: cluster.records - larger, settles: !parts.some(isDuplicate) }];
      });
      expect(cutsOf(cluster)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test("a chain of many thousand records is walked without recursion", () => {
  const length = 20_000;
  const pairs = Array.from({ length: length - 1 }, (_, i) => [[i, i] as const, [i + 1, i] as const]).flat();
  const cuts = cutsOf({ pairs, records: length, left: 1 });
  expect(cuts).toHaveLength(length - 1);
  expect(cuts[0]).toEqual({ value: 0, larger: length - 1, smaller: 1, settles: true });
});
