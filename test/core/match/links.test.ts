import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findClusters } from "../../../server/core/match/clusters.js";
import { findLinks, type Links } from "../../../server/core/match/links.js";
import { numberAt } from "../../../server/core/match/record-space.js";
import { runThrough, SLICE } from "../../../server/core/sliced.js";
import { BothSides, type Graph, type GraphRecord, graphs, membersOf, readGraph, runWithin, tying } from "./graphs.js";

const MANY = 100_000;
const always = () => true;

interface Link {
  readonly record: number;
  readonly joined: number;
  readonly key: number;
}

function linksOf({ starts, triples }: Links, cluster: number): readonly Link[] {
  const links: Link[] = [];
  for (let i = starts[cluster] as number; i < (starts[cluster + 1] as number); i += 3) {
    const [record, joined, key] = triples.subarray(i, i + 3) as unknown as [number, number, number];
    links.push({ record, joined, key });
  }
  return links;
}

/** Oracle: how many steps each member of a cluster is from its first record, asking each pair. */
function stepsFromFirst(graph: Graph, byPosition: readonly GraphRecord[], members: readonly number[]) {
  const steps = new Map([[members[0] as number, 0]]);
  for (let distance = 0; steps.size < members.length; distance++)
    for (const [from, at] of [...steps])
      for (const to of members)
        if (at === distance && !steps.has(to))
          if (tying(graph, byPosition[from] as GraphRecord, byPosition[to] as GraphRecord).length > 0)
            steps.set(to, distance + 1);
  return steps;
}

describe("findLinks", () => {
  test("joins every record of a cluster of three or more but the first once, to one that joined before", () => {
    let large = 0;
    fc.assert(
      fc.property(graphs(), (graph) => {
        const { index, space, mayMatch, byPosition } = readGraph(graph);
        const clusters = runThrough(findClusters(index, space, mayMatch));
        const found = runThrough(findLinks(clusters, index, space, mayMatch));
        expect(found.starts).toHaveLength(clusters.count + 1);
        expect(found.triples).toHaveLength(found.starts[clusters.count] as number);

        membersOf(clusters).forEach((members, cluster) => {
          const links = linksOf(found, cluster);
          if (members.length < 3) {
            expect(links).toEqual([]);
            return;
          }
          large++;
          const distance = new Map([[members[0] as number, 0]]);
          for (const { record, joined, key } of links) {
            expect(distance.has(record)).toBe(false);
            expect(distance.has(joined)).toBe(true);
            const ties = tying(graph, byPosition[record] as GraphRecord, byPosition[joined] as GraphRecord);
            expect(ties.map((tie) => tie.space)).toContain(key);
            distance.set(record, (distance.get(joined) as number) + 1);
          }
          expect([...distance.keys()].sort((a, b) => a - b)).toEqual(members);
          expect(Object.fromEntries(distance)).toEqual(Object.fromEntries(stepsFromFirst(graph, byPosition, members)));
        });
      }),
      { numRuns: 2_000 },
    );
    expect(large).toBeGreaterThan(500);
  });

  test("a chain of 100,000 records is linked along its length", () => {
    const held = new BothSides();
    const space = { left: MANY / 2, right: MANY / 2 };
    for (let i = 0; i < MANY; i++) {
      const number = numberAt((i * 38_197) % MANY, space);
      held.add(number, `link ${(i * 38_197) % MANY}`, 0);
      held.add(number, `link ${((i * 38_197) % MANY) + 1}`, 1);
      held.add(number, `link ${(i * 38_197) % MANY}`, 1);
    }
    const index = held.index();
    const clusters = runThrough(findClusters(index, space, always));
    const links = linksOf(runWithin((20 * MANY) / SLICE, findLinks(clusters, index, space, always)), 0);
    expect(links).toHaveLength(MANY - 1);
    expect(links.every((link, i) => link.record === i + 1 && link.joined === i && link.key === 1)).toBe(true);
  });

  test("a star of 100,000 records that hold three values together is walked once a value, not once a record", () => {
    const held = new BothSides();
    const space = { left: 1, right: MANY - 1 };
    for (let position = 0; position < MANY; position++)
      for (const [key, text] of ["a", "b", "c"].entries()) held.add(numberAt(position, space), text, key);
    const index = held.index();
    const clusters = runThrough(findClusters(index, space, always));
    const links = linksOf(runWithin((20 * MANY) / SLICE, findLinks(clusters, index, space, always)), 0);
    expect(links).toHaveLength(MANY - 1);
    expect(links.every(({ joined, key }) => joined === 0 && key === 0)).toBe(true);
  });
});
