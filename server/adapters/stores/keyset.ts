import type { Page } from "../../core/page.js";

/**
 * A page from rows that were read by keyset, one more than wanted: the extra one tells that there is a next page.
 * `resumed` says that the list was entered after some item, so that there is a previous page.
 */
export function pageOfRows<Row, Item, Key>(
  rows: readonly Row[],
  first: number,
  resumed: boolean,
  keyOf: (row: Row) => Key,
  itemOf: (row: Row) => Item,
  total: () => Promise<number>,
): Page<Item, Key> {
  return {
    items: rows.slice(0, first).map((row) => ({ key: keyOf(row), item: itemOf(row) })),
    hasNext: rows.length > first,
    hasPrevious: resumed,
    total,
  };
}
