import type { Column } from "./pipeline.js";
import { type Cell, type RecordReader, type Row, splitValues } from "./record.js";

/** Reads rows of a model by column name; one reader serves row after row, without an object each. */
export class RowReader implements RecordReader {
  private readonly positions: ReadonlyMap<string, number>;
  private row: Row = [];

  constructor(columns: readonly Column[]) {
    this.positions = new Map(columns.map((column, i) => [column.name, i + 1]));
  }

  /** Turns to another row: the id, then the columns. */
  of(row: Row): this {
    this.row = row;
    return this;
  }

  get id(): string {
    return this.row[0] ?? "";
  }

  cell(column: string): Cell {
    const position = this.positions.get(column);
    if (position === undefined) throw new Error(`the model declares no column ${column}`);
    return this.row[position] ?? null;
  }

  one(column: string): string | null {
    const value = this.cell(column)?.trim();
    return value === undefined || value === "" ? null : value;
  }

  many(column: string): readonly string[] {
    return splitValues(this.cell(column))
      .map((value) => value.trim())
      .filter((value) => value !== "");
  }
}
