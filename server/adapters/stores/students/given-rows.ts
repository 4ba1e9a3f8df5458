import type { FieldValue } from "../../../core/upsert/entities.js";

/** Names of columns with their types. */
export type Columns = Readonly<Record<string, string>>;

/** Rows that a statement is given: the relation `given`, and one array for each of its columns. */
export interface GivenRows {
  readonly sql: string;
  readonly parameters: readonly (readonly FieldValue[])[];
  readonly count: number;
}

export function givenRows<Row>(
  columns: Columns,
  rows: readonly Row[],
  fieldValue: (row: Row, column: string) => FieldValue,
): GivenRows {
  const names = Object.keys(columns);
  return {
    sql: `unnest(${names.map((name, i) => `$${i + 1}::${columns[name]}[]`).join(", ")}) as given (${names.join(", ")})`,
    parameters: names.map((name) => rows.map((row) => fieldValue(row, name))),
    count: rows.length,
  };
}
