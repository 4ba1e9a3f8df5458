import { useCallback } from "preact/hooks";
import { useLocation, useSearch } from "wouter-preact";
import { withFilters } from "./places.js";

export interface Filters {
  /** the value of a filter in the address; null where it is not set */
  get(name: string): string | null;
  /** one of these, or null: addresses are written by people too */
  oneOf<Value extends string>(name: string, allowed: readonly Value[]): Value | null;
  /** sets filters, and begins with the first page again */
  set(changes: Readonly<Record<string, string | null>>): void;
}

/** What the list at this address is filtered by: it is in the address, so that a view can be shared. */
export function useFilters(): Filters {
  const [place, navigate] = useLocation();
  const search = useSearch();
  const filters = new URLSearchParams(search);
  const set = useCallback(
    (changes: Readonly<Record<string, string | null>>) => {
      const { after: _, page: __, ...kept } = Object.fromEntries(new URLSearchParams(search));
      navigate(withFilters(place, { ...kept, ...changes }), { state: null });
    },
    [place, search, navigate],
  );
  return {
    get: (name) => filters.get(name) || null,
    oneOf: (name, allowed) => allowed.find((value) => value === filters.get(name)) ?? null,
    set,
  };
}
