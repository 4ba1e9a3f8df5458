import type { LineCursor } from "./line-cursor.js";
import type { Column } from "./pipeline.js";
import { type Cell, type RecordReader, type Row, splitValues } from "./record.js";

/** Reads rows of a model by column name; one reader serves row after row, without an object each. */
export class RowReader implements RecordReader {
  private readonly positions: ReadonlyMap<string, number>;
  private row: Row = [];

  constructor(columns: readonly Column[]) {
    this.positions = positionsOf(columns);
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
    return this.row[positionIn(this.positions, column)] ?? null;
  }

  one(column: string): string | null {
    return presentValue(this.cell(column));
  }

  many(column: string): readonly string[] {
    return presentValues(this.cell(column));
  }
}

/** Reads the line that a cursor is at by column name; what nobody asks for never becomes a string. */
export class LineReader implements RecordReader {
  private readonly positions: ReadonlyMap<string, number>;

  constructor(
    private readonly line: LineCursor,
    columns: readonly Column[],
  ) {
    this.positions = positionsOf(columns);
  }

  get id(): string {
    return this.line.text(0) ?? "";
  }

  one(column: string): string | null {
    return presentValue(this.line.text(positionIn(this.positions, column)));
  }

  many(column: string): readonly string[] {
    return presentValues(this.line.text(positionIn(this.positions, column)));
  }
}

function positionsOf(columns: readonly Column[]): ReadonlyMap<string, number> {
  return new Map(columns.map((column, i) => [column.name, i + 1]));
}

function positionIn(positions: ReadonlyMap<string, number>, column: string): number {
  const position = positions.get(column);
  if (position === undefined) throw new Error(`the model declares no column ${column}`);
  return position;
}

function presentValue(cell: Cell): string | null {
  const value = cell?.trim();
  return value === undefined || value === "" ? null : value;
}

function presentValues(cell: Cell): readonly string[] {
  return splitValues(cell)
    .map((value) => value.trim())
    .filter((value) => value !== "");
}
