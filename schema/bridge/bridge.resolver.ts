import { Args, Ctx, Query, Resolver } from "type-graphql";
import { isPersonalColumn } from "../../server/core/personal.js";
import type { StoredResult } from "../../server/core/read-ports.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage, pageSize } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { duplicateOf } from "../duplicate/duplicate.resolver.js";
import { Duplicate } from "../duplicate/duplicate.type.js";
import { detailedResults } from "../finding/details.js";
import { declarationOf } from "../pipeline/declaration.js";
import { BridgeArgs, LargestArgs } from "./bridge.input.js";
import { type Bridge, BridgeConnection } from "./bridge.type.js";

const NOTHING: Connection<Bridge> = {
  edges: [],
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  totalCount: 0,
};

@Resolver()
export class BridgeResolver {
  @Query(() => BridgeConnection, {
    description:
      "Single values that hold two halves of a duplicate together, each of two records or more, the largest halves " +
      "first: one for a duplicate, at most 1,000 of a model.",
  })
  async bridges(@Args(() => BridgeArgs) args: BridgeArgs, @Ctx() context: ApiContext): Promise<Connection<Bridge>> {
    const request = numberedPage(args, "bridge");
    const result = await resultOf(context, args.migrationId, args.model);
    if (!result) return NOTHING;
    const { surveys, findings } = context.readers;
    const page = await surveys.bridges(result.id, request);
    const duplicates = await findings.byNumbers(
      result,
      page.items.map(({ item }) => item.finding),
    );
    const { model } = declarationOf(context, result);
    const items = page.items.flatMap(({ key: number, item: { key, value, larger, smaller, settles, finding } }) => {
      const stored = duplicates.find((duplicate) => duplicate.number === finding);
      const personal = isPersonalColumn(model, key);
      const place = { migrationId: result.migrationId, kind: "bridges", id: number } as const;
      const shown = context.personal.show(value, personal, place);
      const bridge = { key, value: shown, personal, larger, smaller, settles };
      return stored ? [{ key: number, item: { ...bridge, duplicate: duplicateOf(stored) } }] : [];
    });
    return toConnection(
      { ...page, items },
      (number) => encodeCursor("bridge", 0, number),
      (bridge) => bridge,
    );
  }

  @Query(() => [Duplicate], { description: "The duplicates of most records, the largest first." })
  async largestDuplicates(
    @Args(() => LargestArgs) { migrationId, model, first }: LargestArgs,
    @Ctx() context: ApiContext,
  ): Promise<Duplicate[]> {
    const result = await resultOf(context, migrationId, model);
    const count = pageSize(first);
    return result ? (await context.readers.findings.largest(result, count)).map(duplicateOf) : [];
  }
}

/** A model's result with findings; an upsert's has none. */
async function resultOf(context: ApiContext, migrationId: string, model: string): Promise<StoredResult | undefined> {
  return (await detailedResults(context, migrationId, model)).find(({ findingsKept }) => findingsKept);
}
