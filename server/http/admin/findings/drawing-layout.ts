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
  readonly titles: readonly { readonly text: string; readonly x: number }[];
  readonly boxes: readonly DrawnBox[];
  readonly ties: readonly DrawnTie[];
}

export const BOX_HEIGHT = 44;
const GAP = 12;
/** How much room there is: on a desk, or on a phone, where ids are known by their first letters. */
export interface Room {
  readonly boxWidth: number;
  /** from one column to the next */
  readonly column: number;
  /** what fits into a box */
  readonly letters: number;
}

export const DESK: Room = { boxWidth: 236, column: 322, letters: 31 };
export const PHONE: Room = { boxWidth: 86, column: 106, letters: 11 };

const EDGE = 2;
/** Room for the titles of the columns. */
export const HEAD = 26;
/** More of a side than so many are not drawn: nobody could follow the lines. */
const MOST_OF_A_SIDE = 8;

/** The records of a cluster that are drawn: all, or of each side the first that one comes to from the first record. */
export function drawnOf(records: readonly ClusterRecord[]): readonly ClusterRecord[] {
  const reached = inReach(records);
  const first = (side: Side): readonly ClusterRecord[] =>
    reached.filter((record) => record.side === side).slice(0, MOST_OF_A_SIDE);
  return [...first("LEFT"), ...first("RIGHT")];
}

/** The records in the order in which one comes to them along the values that they share. */
function inReach(records: readonly ClusterRecord[]): readonly ClusterRecord[] {
  const holders = new Map<string, ClusterRecord[]>();
  for (const record of records)
    for (const { key, value } of record.why) {
      const name = `${key} ${value}`;
      holders.set(name, [...(holders.get(name) ?? []), record]);
    }
  const reached = new Set<ClusterRecord>();
  for (const start of records) {
    reached.add(start);
    // a set is walked to its end, also over what is added on the way
    for (const record of reached)
      for (const { key, value } of record.why)
        for (const holder of holders.get(`${key} ${value}`) ?? []) reached.add(holder);
  }
  return [...reached];
}

export interface Titles {
  readonly left: string;
  readonly right: string;
}

/**
 * Records of the left side, the values that they share, records of the right side: a column for each that there is,
 * and a tie for each record that holds a value.
 */
export function layOut(records: readonly ClusterRecord[], titles: Titles, room: Room): Drawing {
  const lefts = records.filter(({ side }) => side === "LEFT");
  const rights = records.filter(({ side }) => side === "RIGHT");
  const values = sharedBy(records);
  const valueColumn = lefts.length > 0 ? 1 : 0;
  const rows = Math.max(lefts.length, values.size, rights.length, 1);
  const cut = (text: string): string => (text.length <= room.letters ? text : `${text.slice(0, room.letters - 1)}…`);

  const place = (column: number, i: number, of: number): Pick<DrawnBox, "x" | "y" | "width"> => ({
    x: EDGE + column * room.column,
    // the shorter columns stand in the middle of the longest
    y: HEAD + EDGE + ((rows - of) / 2 + i) * (BOX_HEIGHT + GAP),
    width: room.boxWidth,
  });
  const boxesOf = (side: readonly ClusterRecord[], column: number): readonly DrawnBox[] =>
    side.map((record, i) => ({
      key: `${record.side} ${record.id}`,
      ...place(column, i, side.length),
      lines: [cut(nameOf(record) ?? record.source), cut(record.id)],
      full: `${record.source} ${record.id}${nameOf(record) ? `: ${nameOf(record)}` : ""}`,
      side: record.side,
    }));
  const recordBoxes = [...boxesOf(lefts, 0), ...boxesOf(rights, valueColumn + 1)];
  const valueBoxes = [...values].map(
    ([id, { key, value }], i): DrawnBox => ({
      key: `value ${id}`,
      ...place(valueColumn, i, values.size),
      lines: [cut(spaced(key)), cut(value)],
      full: `${spaced(key)}: ${value}`,
      side: null,
    }),
  );
  const boxNamed = (boxes: readonly DrawnBox[], key: string): DrawnBox =>
    boxes.find((box) => box.key === key) as DrawnBox;
  const ties = records.flatMap(({ side, id, why }) =>
    why
      .filter(({ key, value }) => values.has(`${key} ${value}`))
      .map(({ key, value }) => ({
        key: `${side} ${id} ${key} ${value}`,
        from: boxNamed(recordBoxes, `${side} ${id}`),
        to: boxNamed(valueBoxes, `value ${key} ${value}`),
      })),
  );
  const columns = [
    ...(lefts.length > 0 ? [titles.left] : []),
    "same values",
    ...(rights.length > 0 ? [titles.right] : []),
  ];
  return {
    width: (columns.length - 1) * room.column + room.boxWidth + 2 * EDGE,
    height: HEAD + rows * (BOX_HEIGHT + GAP) - GAP + 2 * EDGE,
    titles: columns.map((text, i) => ({ text: cut(text), x: EDGE + i * room.column + room.boxWidth / 2 })),
    boxes: [...recordBoxes, ...valueBoxes],
    ties,
  };
}

/** The values that at least two of the records hold: others tie them to records that are not drawn. */
function sharedBy(records: readonly ClusterRecord[]) {
  const values = new Map<string, { readonly key: string; readonly value: string; readonly holders: number }>();
  for (const { why } of records)
    for (const { key, value } of why) {
      const name = `${key} ${value}`;
      values.set(name, { key, value, holders: (values.get(name)?.holders ?? 0) + 1 });
    }
  return new Map([...values].filter(([, { holders }]) => holders > 1));
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
