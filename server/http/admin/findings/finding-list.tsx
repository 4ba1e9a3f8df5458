import type { ComponentChildren } from "preact";
import type { QueryState } from "../api/use-query.js";
import { Pager } from "../parts/pager.js";
import { Empty, Shown } from "../parts/states.js";

export interface Connection<Node> {
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
  readonly nodes: readonly Node[];
}

interface FindingListProps<Result, Node> {
  readonly state: QueryState<Result>;
  readonly choose: (result: Result) => Connection<Node>;
  /** what is listed, as a plural */
  readonly items: string;
  readonly isFiltered: boolean;
  readonly children: (nodes: readonly Node[]) => ComponentChildren;
}

/** A page of what a migration found, or a word on why there is none. */
export function FindingList<Result, Node>(props: FindingListProps<Result, Node>) {
  const { state, choose, items, isFiltered, children } = props;
  return (
    <Shown state={state} what={`Loading the ${items}`}>
      {(result) => {
        const connection = choose(result);
        if (connection.totalCount === 0)
          return (
            <Empty title={`There are no ${items}${isFiltered ? " like that" : ""}`}>
              {isFiltered ? "Widen the filters to see others." : null}
            </Empty>
          );
        return (
          <>
            {children(connection.nodes)}
            <Pager page={connection} items={items} />
          </>
        );
      }}
    </Shown>
  );
}
