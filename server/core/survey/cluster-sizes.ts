import type { Classification } from "../match/classify.js";
import type { Clusters } from "../match/clusters.js";
import type { RecordSpace } from "../match/record-space.js";

/** How many duplicates or same-side clusters have so many records of each side. */
export interface ClusterSize {
  readonly left: number;
  readonly right: number;
  readonly clusters: number;
}

/** The sizes of all duplicates and same-side clusters; those of few records first. */
export function sizesOf(
  clusters: Clusters,
  { duplicates, sameSide }: Pick<Classification, "duplicates" | "sameSide">,
  space: RecordSpace,
): readonly ClusterSize[] {
  const counts = new Map<string, { left: number; right: number; clusters: number }>();
  for (const list of [duplicates, sameSide])
    for (const cluster of list) {
      const members = clusters.members.subarray(clusters.starts[cluster], clusters.starts[cluster + 1]);
      let left = 0;
      while (left < members.length && (members[left] as number) < space.left) left++;
      const right = members.length - left;
      const size = counts.get(`${left} ${right}`);
      if (size) size.clusters++;
      else counts.set(`${left} ${right}`, { left, right, clusters: 1 });
    }
  return [...counts.values()].sort((a, b) => a.left + a.right - b.left - b.right || a.left - b.left);
}
