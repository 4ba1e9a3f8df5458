import type { FieldValue } from "../../../core/upsert/entities.js";

/** Names of columns with their types. */
export type Columns = Readonly<Record<string, string>>;

/** Rows that a statement is given: the relation `given`, and one array for each of its columns, as PostgreSQL reads it. */
export interface GivenRows {
  readonly sql: string;
  readonly parameters: readonly string[];
  readonly count: number;
}

export function givenRows<Row>(
  columns: Columns,
  rows: readonly Row[],
  cellsOf: (column: string) => (row: Row) => FieldValue,
): GivenRows {
  const names = Object.keys(columns);
  return {
    sql: `unnest(${names.map((name, i) => `$${i + 1}::${columns[name]}[]`).join(", ")}) as given (${names.join(", ")})`,
    parameters: names.map((name) => arrayOf(rows, cellsOf(name))),
    count: rows.length,
  };
}

/** One array; the driver looks through each value twice, which takes about twice as long. */
export function arrayOf<Row>(rows: readonly Row[], cellOf: (row: Row) => FieldValue): string {
  let text = "{";
  for (let i = 0; i < rows.length; i++) text += (i === 0 ? "" : ",") + element(cellOf(rows[i] as Row));
  return `${text}}`;
}

function element(value: FieldValue): string {
  if (typeof value !== "string") return value === null ? "NULL" : String(value);
  return /["\\]/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : `"${value}"`;
}
