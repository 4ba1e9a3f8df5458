import type { Page, PageRequest } from "../../server/core/page.js";

/** Which part a page is of a list with the places 0, 1, 2 … length - 1. */
export function sliceOf(
  request: PageRequest<number>,
  length: number,
): { readonly from: number; readonly count: number } {
  return { from: request.after === null ? 0 : Math.min(request.after + 1, length), count: request.first };
}

/** A page of a list whose items are keyed by their place and whose length is known. */
export function pageOfSlice<Item>(items: readonly Item[], from: number, length: number): Page<Item, number> {
  return {
    items: items.map((item, i) => ({ key: from + i, item })),
    hasNext: from + items.length < length,
    hasPrevious: from > 0,
    total: async () => length,
  };
}
