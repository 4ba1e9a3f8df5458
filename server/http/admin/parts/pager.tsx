import { useLocation, useSearch } from "wouter-preact";
import { useHistoryState } from "wouter-preact/use-browser-location";
import { count } from "./format.js";
import { withFilters } from "./places.js";

export const PAGE_SIZE = 20;

interface Page {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly unknown[];
}

/** The cursors of the pages before this one, the first page's null left out. */
interface Trail {
  readonly trail: readonly string[];
}

interface PagerProps {
  readonly page: Page;
  /** what is listed */
  readonly items: string;
}

/** Goes through a list that is told by cursors: on from here, back the way that one came, or to the beginning. */
export function Pager({ page, items }: PagerProps) {
  const [place, navigate] = useLocation();
  const filters = Object.fromEntries(new URLSearchParams(useSearch()));
  const trail = useHistoryState<Trail | null>()?.trail ?? null;
  const number = Math.max(1, Math.trunc(Number(filters.page)) || 1);
  const { totalCount, nodes, pageInfo } = page;
  const before = (number - 1) * PAGE_SIZE;
  const go = (to: number, after: string | null, way: readonly string[]): void => {
    const turned = { ...filters, page: to === 1 ? null : String(to), after };
    navigate(withFilters(place, turned), { state: { trail: way } satisfies Trail });
    scrollTo({ top: 0 });
  };
  const here = filters.after ?? null;
  const goBack = (): void => {
    const way = trail ?? [];
    go(number - 1, way.at(-1) ?? null, way.slice(0, -1));
  };
  const goOn = (): void => go(number + 1, pageInfo.endCursor, here ? [...(trail ?? []), here] : []);
  const canGoBack = here !== null && (trail !== null || number === 2);

  return (
    <nav class="cw-pager" aria-label={`Pages of ${items}`}>
      <p class="govuk-body-s cw-pager__place" aria-live="polite">
        {nodes.length === 0
          ? `No ${items}`
          : `${count(before + 1)} to ${count(before + nodes.length)} of ${count(totalCount)} ${items}`}
      </p>
      {here !== null && (
        <PageButton onClick={() => go(1, null, [])} label="First page">
          « First
        </PageButton>
      )}
      {canGoBack && (
        <PageButton onClick={goBack} label="Previous page">
          ‹ Previous
        </PageButton>
      )}
      {pageInfo.hasNextPage && (
        <PageButton onClick={goOn} label="Next page">
          Next ›
        </PageButton>
      )}
    </nav>
  );
}

interface PageButtonProps {
  readonly onClick: () => void;
  readonly label: string;
  readonly children: string;
}

function PageButton({ onClick, label, children }: PageButtonProps) {
  return (
    <button type="button" class="cw-pager__button" aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}
