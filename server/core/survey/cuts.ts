/** One cluster: which of its records hold which of its values, both numbered from 0. All of it hangs together. */
export interface ClusterGraph {
  /** pairs, each once: the record and the value that it holds */
  readonly ofRecord: Int32Array;
  readonly ofValue: Int32Array;
  readonly records: number;
  readonly values: number;
  readonly isLeft: (record: number) => boolean;
}

/** A value without which the cluster falls apart. */
export interface Cut {
  readonly value: number;
  /** records of the largest part, and all others */
  readonly larger: number;
  readonly smaller: number;
  /** whether no part has records of both sides and more than one of a side */
  readonly settles: boolean;
}

interface Part {
  readonly left: number;
  readonly right: number;
}

/**
 * Finds the articulation points among a cluster's values by Tarjan's walk: without recursion, since a cluster may hold
 * very many, and in rooms that serve cluster after cluster, since most are small. What hangs below a value in the walk,
 * and reaches nothing above it, is a part by itself.
 */
export class CutFinder {
  /** neighbours of node n are `near[starts[n]] … near[starts[n + 1] - 1]`: records first, then values behind them */
  private starts = new Int32Array(64);
  private near = new Int32Array(128);
  private next = new Int32Array(64);
  private foundAt = new Int32Array(64);
  private lowest = new Int32Array(64);
  private parent = new Int32Array(64);
  private left = new Int32Array(64);
  private right = new Int32Array(64);
  private readonly stack: number[] = [];

  /** The values without which the cluster falls apart, ascending. */
  of(graph: ClusterGraph): readonly Cut[] {
    this.arrange(graph);
    const partsOf = this.walk(graph);
    // The walk began at the first record, so that above each value there is something.
    const whole = { left: this.left[0] as number, right: this.right[0] as number };
    return [...partsOf].sort(([a], [b]) => a - b).map(([node, below]) => cutInto(node - graph.records, below, whole));
  }

  private arrange({ ofRecord, ofValue, records, values }: ClusterGraph): void {
    const nodes = records + values;
    this.makeRoom(nodes + 1, ofRecord.length * 2);
    const { starts, near, next } = this;
    starts.fill(0, 0, nodes + 1);
    for (let i = 0; i < ofRecord.length; i++) {
      starts[(ofRecord[i] as number) + 1]!++;
      starts[records + (ofValue[i] as number) + 1]!++;
    }
    for (let node = 0; node < nodes; node++) starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
    next.set(starts.subarray(0, nodes));
    for (let i = 0; i < ofRecord.length; i++) {
      const record = ofRecord[i] as number;
      const value = records + (ofValue[i] as number);
      near[next[record]!++] = value;
      near[next[value]!++] = record;
    }
    next.set(starts.subarray(0, nodes));
    for (const room of [this.foundAt, this.lowest, this.left, this.right]) room.fill(0, 0, nodes);
    this.parent.fill(-1, 0, nodes);
  }

  private walk({ records, isLeft }: ClusterGraph): ReadonlyMap<number, readonly Part[]> {
    const { starts, near, next, foundAt, lowest, parent, left, right, stack } = this;
    const partsOf = new Map<number, Part[]>();
    let time = 1;
    foundAt[0] = lowest[0] = time++;
    stack.push(0);
    while (stack.length > 0) {
      const node = stack.at(-1) as number;
      const at = next[node]!++;
      if (at < (starts[node + 1] as number)) {
        const other = near[at] as number;
        if (foundAt[other] === 0) {
          parent[other] = node;
          foundAt[other] = lowest[other] = time++;
          stack.push(other);
        } else if (other !== parent[node]) lowest[node] = Math.min(lowest[node] as number, foundAt[other] as number);
        continue;
      }
      stack.pop();
      if (node < records) (isLeft(node) ? left : right)[node]!++;
      const above = parent[node] as number;
      if (above < 0) continue;
      lowest[above] = Math.min(lowest[above] as number, lowest[node] as number);
      if (above >= records && (lowest[node] as number) >= (foundAt[above] as number)) {
        const parts = partsOf.get(above) ?? [];
        parts.push({ left: left[node] as number, right: right[node] as number });
        partsOf.set(above, parts);
      }
      left[above] = (left[above] as number) + (left[node] as number);
      right[above] = (right[above] as number) + (right[node] as number);
    }
    return partsOf;
  }

  private makeRoom(nodes: number, pairs: number): void {
    if (this.near.length < pairs) this.near = new Int32Array(pairs * 2);
    if (this.starts.length >= nodes) return;
    const rooms = ["starts", "next", "foundAt", "lowest", "parent", "left", "right"] as const;
    for (const room of rooms) this[room] = new Int32Array(nodes * 2);
  }
}

function cutInto(value: number, below: readonly Part[], whole: Part): Cut {
  const above = below.reduce((rest, part) => ({ left: rest.left - part.left, right: rest.right - part.right }), whole);
  const parts = [above, ...below];
  const larger = Math.max(...parts.map(sizeOfPart));
  return { value, larger, smaller: sizeOfPart(whole) - larger, settles: !parts.some(isDuplicate) };
}

function sizeOfPart({ left, right }: Part): number {
  return left + right;
}

function isDuplicate({ left, right }: Part): boolean {
  return left > 0 && right > 0 && left + right > 2;
}
