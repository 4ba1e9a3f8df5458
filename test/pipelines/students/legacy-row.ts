import fc from "fast-check";
import type { Cell, RecordReader, Row } from "../../../server/core/record.js";
import { RowReader } from "../../../server/core/record-reader.js";
import { COLUMN_NAMES, columns } from "../../../server/pipelines/students/columns.js";

/** Cells by column; those that are left out are null. */
export type LegacyCells = Readonly<Record<string, Cell>>;

/** A row of `legacy_students` as the source gives it. */
export function legacyRow(cells: LegacyCells): Row {
  return [cells.id ?? null, ...COLUMN_NAMES.map((name) => cells[name] ?? null)];
}

export function readerOf(cells: LegacyCells): RecordReader {
  return new RowReader(columns).of(legacyRow(cells));
}

/** Cells that real dumps hold, by what is tried with them. */
const TRICKY: Readonly<Record<string, readonly string[]>> = {
  id: ["18001", " 018001 ", "2147483647", "2147483648", "0", "-1", "1e3", "12abc", "NULL", "", "99999999999999"],
  name: ["$$Sok Dara<CARITAS>", "សុខ ដារ៉ា", "Sok {x} [y] #", "{<[", "$$", "ÿŉß ı", "<>", "null"],
  birth_date: ["2001-02-03", "2001-02-03 00:00:00.000", "0000-00-00", "0000-02-03", "2001-02-30", " NULL ", "3/2/2001"],
  lastenroll: ["2020-02-29T10:00:00Z", "2021-02-29", "9999-12-31", "later"],
  birth_place: ["Phnom Penh", "İ".repeat(60), "😀".repeat(60), "A  B"],
  gender: ["M", "f", "Monk", "x"],
  nationality: ["Khmer", "ខ្មែរ", "K", "ßx", "K-H"],
  sponsor_info: ["caritas", "<caritas>", "NULL", "X".repeat(5000)],
};

const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme", maxLength: 80 }));

/** Rows of any cells, tricky ones among them. */
export const anyCells: fc.Arbitrary<LegacyCells> = fc.record(
  Object.fromEntries(
    COLUMN_NAMES.map((name) => {
      const tricky = TRICKY[name] ? [fc.constantFrom(...TRICKY[name])] : [];
      return [name, fc.oneof(fc.constant(null), anyText, ...tricky)];
    }),
  ),
);

/** Rows of any cells, most of which can be taken. */
export const anyTakenCells: fc.Arbitrary<LegacyCells> = fc
  .tuple(anyCells, fc.integer({ min: 1, max: 2_147_483_647 }), anyText)
  .map(([cells, id, name]) => ({
    ...cells,
    id: String(id),
    name: `x${name}`,
    birth_date: "2001-02-03",
    lastenroll: null,
  }));
