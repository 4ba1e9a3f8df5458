import { type ClassType, Field, Int, ObjectType } from "type-graphql";
import type { Page } from "../../server/core/page.js";

@ObjectType({ description: "Where a page lies in its list." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether items follow this page." })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: "Whether items come before this page." })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: "The first item's cursor; null on an empty page." })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: "The last item's cursor: pass it as `after` to go on." })
  endCursor!: string | null;
}

export interface Edge<Node> {
  readonly node: Node;
  readonly cursor: string;
}

/** A page as the API gives it. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | Promise<number>;
}

/** The connection type of a list: edges, nodes, page info and the total. */
export function connectionOf<Node extends object>(node: ClassType<Node>, name: string, items: string) {
  @ObjectType(`${name}Edge`, { description: `One of a page of ${items}, with its cursor.` })
  class NodeEdge implements Edge<Node> {
    @Field(() => node, { description: "The item." })
    node!: Node;

    @Field(() => String, { description: "Where the item is in the list; opaque." })
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${items}.` })
  class NodeConnection implements Connection<Node> {
    @Field(() => [NodeEdge], { description: "The items of this page, each with its cursor." })
    edges!: NodeEdge[];

    @Field(() => [node], { description: "The items of this page." })
    nodes!: Node[];

    @Field(() => PageInfo, { description: "Where this page lies in the list." })
    pageInfo!: PageInfo;

    // a promise, which is looked for in fields alone that are not simple
    @Field(() => Int, { simple: false, description: "How many items the whole list has." })
    totalCount!: number | Promise<number>;
  }
  return NodeConnection;
}

/** A page that was read, as a connection. The total is asked for only where the query does. */
export function toConnection<Item, Key, Node>(
  page: Page<Item, Key>,
  cursorOf: (key: Key) => string,
  nodeOf: (item: Item, key: Key) => Node,
): Connection<Node> {
  const edges = page.items.map(({ key, item }) => ({ node: nodeOf(item, key), cursor: cursorOf(key) }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: page.hasNext,
      hasPreviousPage: page.hasPrevious,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    get totalCount() {
      return page.total();
    },
  };
}
