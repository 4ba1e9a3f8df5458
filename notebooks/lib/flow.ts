import { svg } from "htl";
import type { RecordOutcome } from "./client.ts";
import { COLOURS, type Coloured } from "./colours.ts";
import { number } from "./format.ts";

const NAMES: Readonly<Record<RecordOutcome, Coloured>> = {
  MATCHED: "Matched",
  ORPHAN: "Orphans",
  DUPLICATE: "Duplicates",
  EXCLUDED: "Excluded",
  ABSENT: "Absent",
};

const ORDER: readonly RecordOutcome[] = ["MATCHED", "ORPHAN", "DUPLICATE", "EXCLUDED", "ABSENT"];

/** An outcome as people read it. */
export function outcomeName(outcome: RecordOutcome): string {
  return { MATCHED: "matched", ORPHAN: "orphan", DUPLICATE: "duplicate", EXCLUDED: "excluded", ABSENT: "not there" }[
    outcome
  ];
}

export interface Move {
  readonly from: RecordOutcome;
  readonly to: RecordOutcome;
  readonly records: number;
}

const HEIGHT = 420;
const GAP = 14;
const BAR = 16;
const LABEL = 150;
/** A band that is thinner can't be seen, nor pointed at. */
const THINNEST = 1.5;

interface Block {
  readonly y: number;
  readonly height: number;
}

/** Records on the left as they were, on the right as they are, with a band for each way that some went. */
export function drawFlow(
  moves: readonly Move[],
  { width, before, after }: { readonly width: number; readonly before: string; readonly after: string },
): SVGElement {
  const total = moves.reduce((sum, { records }) => sum + records, 0);
  const scale = (HEIGHT - 40 - GAP * (ORDER.length - 1)) / total;
  const size = (records: number): number => Math.max(records * scale, THINNEST);
  const stacks = { from: stack(moves, "from", size), to: stack(moves, "to", size) };
  const [left, right] = [LABEL, width - LABEL - BAR];
  const used = { from: new Map<RecordOutcome, number>(), to: new Map<RecordOutcome, number>() };
  const place = (end: "from" | "to", outcome: RecordOutcome, height: number): number => {
    const at = (stacks[end].get(outcome)?.y ?? 0) + (used[end].get(outcome) ?? 0);
    used[end].set(outcome, (used[end].get(outcome) ?? 0) + height);
    return at;
  };
  const bands = ORDER.flatMap((from) =>
    ORDER.flatMap((to) => moves.filter((move) => move.from === from && move.to === to)),
  ).map((move) => {
    const height = size(move.records);
    const [y0, y1] = [place("from", move.from, height), place("to", move.to, height)];
    return band(move, [left + BAR, y0], [right, y1], height);
  });
  const bottom = Math.max(
    ...[...stacks.from.values(), ...stacks.to.values()].map(({ y, height }) => y + Math.max(height, 20)),
  );
  return svg`<svg width=${width} height=${bottom + 8} viewBox=${`0 0 ${width} ${bottom + 8}`} role="img"
      aria-label="Records by outcome before and after" style="max-width: 100%; font: 13px var(--sans-serif)">
    <text x=${left} y="14" font-weight="600" fill="currentColor">${before}</text>
    <text x=${right + BAR} y="14" font-weight="600" text-anchor="end" fill="currentColor">${after}</text>
    ${bands}
    ${bars(stacks.from, moves, "from", left)}
    ${bars(stacks.to, moves, "to", right)}
  </svg>`;
}

function stack(
  moves: readonly Move[],
  end: "from" | "to",
  size: (records: number) => number,
): ReadonlyMap<RecordOutcome, Block> {
  const blocks = new Map<RecordOutcome, Block>();
  let y = 28;
  for (const outcome of ORDER) {
    const height = moves.filter((move) => move[end] === outcome).reduce((sum, { records }) => sum + size(records), 0);
    if (height === 0) continue;
    blocks.set(outcome, { y, height });
    // A label needs its line, however small its block is.
    y += Math.max(height, 16) + GAP;
  }
  return blocks;
}

function band(
  { from, to, records }: Move,
  [x0, y0]: readonly [number, number],
  [x1, y1]: readonly [number, number],
  height: number,
) {
  const middle = (x0 + x1) / 2;
  const path = `M${x0},${y0}C${middle},${y0} ${middle},${y1} ${x1},${y1}v${height}C${middle},${y1 + height} ${middle},${y0 + height} ${x0},${y0 + height}Z`;
  const opacity = from === to ? 0.18 : 0.65;
  return svg`<path d=${path} fill=${COLOURS[NAMES[to === "ABSENT" ? from : to]]} fill-opacity=${opacity}>
    <title>${outcomeName(from)} → ${outcomeName(to)}: ${number(records)}</title></path>`;
}

function bars(blocks: ReadonlyMap<RecordOutcome, Block>, moves: readonly Move[], end: "from" | "to", x: number) {
  return [...blocks].map(([outcome, { y, height }]) => {
    const records = moves.filter((move) => move[end] === outcome).reduce((sum, move) => sum + move.records, 0);
    const isLeft = end === "from";
    return svg`<g><rect x=${x} y=${y} width=${BAR} height=${height} fill=${COLOURS[NAMES[outcome]]}></rect>
      <text x=${isLeft ? x - 8 : x + BAR + 8} y=${y + Math.max(height, 16) / 2} dy="0.35em" fill="currentColor"
        text-anchor=${isLeft ? "end" : "start"}>${outcomeName(outcome)}: ${number(records)}</text></g>`;
  });
}
