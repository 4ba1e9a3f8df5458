import type pg from "pg";

/** What readers need of a pool or of a client. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(
    statement: string | pg.QueryConfig,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>>;
}

/** A text as a parameter: PostgreSQL refuses NUL, and nothing that it stores holds one. */
export function textParameter(text: string | null): string | null {
  return text === null ? null : text.replaceAll("\0", "\ufffd");
}

/** Rows of several owners, in the order in which the owners were asked for. */
export function rowsByOwner<Row>(
  rows: readonly Row[],
  ownerOf: (row: Row) => number,
  owners: number,
): readonly (readonly Row[])[] {
  const byOwner: Row[][] = Array.from({ length: owners }, () => []);
  for (const row of rows) byOwner[ownerOf(row)]?.push(row);
  return byOwner;
}
