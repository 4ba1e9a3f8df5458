import type { DuplicatesQuery, Side } from "../generated/graphql.js";
import { spaced } from "../parts/format.js";
import { nameOf } from "./record.js";

export type ClusterRecord = DuplicatesQuery["duplicates"]["nodes"][number]["records"]["nodes"][number];

export interface DrawnBox {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** the text above and the one below it, cut to the box */
  readonly lines: readonly [string, string];
  readonly full: string;
  readonly side: Side | null;
}

export interface DrawnTie {
  readonly key: string;
  readonly from: DrawnBox;
  readonly to: DrawnBox;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly DrawnBox[];
  readonly ties: readonly DrawnTie[];
}

export const BOX_HEIGHT = 44;
const GAP = 12;
const BOX_WIDTH = 236;
const COLUMN = 322;
const EDGE = 2;
/** What fits into a box. */
const LONGEST_LINE = 32;

/** Records of the left side, the values that they share, records of the right side: three columns, and a tie for each record that holds a value. */
export function layOut(records: readonly ClusterRecord[]): Drawing {
  const lefts = records.filter(({ side }) => side === "LEFT");
  const rights = records.filter(({ side }) => side === "RIGHT");
  const values = new Map<string, { readonly key: string; readonly value: string }>();
  for (const { why } of records) for (const { key, value } of why) values.set(`${key} ${value}`, { key, value });

  const rows = Math.max(lefts.length, values.size, rights.length, 1);
  const height = rows * (BOX_HEIGHT + GAP) - GAP + 2 * EDGE;
  const place = (column: number, i: number, of: number): Pick<DrawnBox, "x" | "y" | "width"> => ({
    x: EDGE + column * COLUMN,
    // the shorter columns stand in the middle of the longest
    y: EDGE + ((rows - of) / 2 + i) * (BOX_HEIGHT + GAP),
    width: BOX_WIDTH,
  });
  const boxOf = (record: ClusterRecord, column: number, i: number, of: number): DrawnBox => ({
    key: `${record.side} ${record.id}`,
    ...place(column, i, of),
    lines: [cut(nameOf(record) ?? record.source), cut(record.id)],
    full: `${record.source} ${record.id}${nameOf(record) ? `: ${nameOf(record)}` : ""}`,
    side: record.side,
  });
  const recordBoxes = [
    ...lefts.map((record, i) => boxOf(record, 0, i, lefts.length)),
    ...rights.map((record, i) => boxOf(record, 2, i, rights.length)),
  ];
  const valueBoxes = [...values].map(
    ([id, { key, value }], i): DrawnBox => ({
      key: `value ${id}`,
      ...place(1, i, values.size),
      lines: [cut(spaced(key)), cut(value)],
      full: `${spaced(key)}: ${value}`,
      side: null,
    }),
  );
  const boxNamed = (boxes: readonly DrawnBox[], key: string): DrawnBox =>
    boxes.find((box) => box.key === key) as DrawnBox;
  const ties = records.flatMap(({ side, id, why }) =>
    why.map(
      ({ key, value }): DrawnTie => ({
        key: `${side} ${id} ${key} ${value}`,
        from: boxNamed(recordBoxes, `${side} ${id}`),
        to: boxNamed(valueBoxes, `value ${key} ${value}`),
      }),
    ),
  );
  return { width: 2 * COLUMN + BOX_WIDTH + 2 * EDGE, height, boxes: [...recordBoxes, ...valueBoxes], ties };
}

function cut(text: string): string {
  return text.length <= LONGEST_LINE ? text : `${text.slice(0, LONGEST_LINE - 1)}…`;
}

/** The drawing in words: each value with the records that hold it. */
export function describe(records: readonly ClusterRecord[]): readonly string[] {
  const holders = new Map<string, string[]>();
  for (const record of records)
    for (const { key, value } of record.why) {
      const name = `${spaced(key)} ${value}`;
      holders.set(name, [...(holders.get(name) ?? []), `${record.source} ${nameOf(record) ?? record.id}`]);
    }
  return [...holders].map(([value, names]) => `${value}: ${names.join(", ")}`);
}
