import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { isPersonalColumn } from "../../server/core/personal.js";
import type { StoredFinding } from "../../server/core/read-ports.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage, PageArgs } from "../connection/page.input.js";
import { pageOfSlice, sliceOf } from "../connection/slice.js";
import type { ApiContext } from "../context.js";
import { FindingArgs } from "../finding/finding.input.js";
import { findingId, listFindings, NONE_OF_AN_UPSERT } from "../finding/finding-list.js";
import { declarationOf } from "../pipeline/declaration.js";
import type { SourceRecord } from "../record/record.type.js";
import { loadRecords, referenceTo } from "../record/source-record.js";
import {
  type ChainLink,
  ChainLinkConnection,
  Duplicate,
  DuplicateConnection,
  RecordConnection,
} from "./duplicate.type.js";

/** Of a large cluster so many records, and those of the page, are looked at to say what ties a record. */
const EXPLAINED = 100;

/** A finding as a duplicate. */
export function duplicateOf(finding: StoredFinding): Duplicate {
  return {
    id: findingId(finding),
    model: finding.result.model,
    sameSide: finding.outcome === "SAME_SIDE",
    leftCount: finding.leftCount,
    rightCount: finding.rightCount,
    finding,
  };
}

@Resolver(() => Duplicate)
export class DuplicateResolver {
  @Query(() => DuplicateConnection, {
    description: `The duplicates of a migration, then its same-side clusters. ${NONE_OF_AN_UPSERT}`,
  })
  duplicates(@Args(() => FindingArgs) args: FindingArgs, @Ctx() context: ApiContext): Promise<Connection<Duplicate>> {
    return listFindings(context, args, { outcomes: ["DUPLICATE", "SAME_SIDE"] }, (finding) => duplicateOf(finding));
  }

  @FieldResolver(() => RecordConnection, { description: "Its records, left ones first." })
  async records(
    @Root() { finding }: Duplicate,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<SourceRecord>> {
    const { result, number, leftCount, rightCount } = finding;
    const { from, count } = sliceOf(numberedPage(args, "member"), leftCount + rightCount);
    const members = (slice: { from: number; count: number }) =>
      context.loaders.members.load({ resultId: result.id, number, ...slice });
    const page = await members({ from, count });
    const explained = async () => [...new Set([...(await members({ from: 0, count: EXPLAINED })), ...page])];
    const records = await loadRecords(context, result, page, explained);
    return toConnection(
      pageOfSlice(records, from, leftCount + rightCount),
      (place) => encodeCursor("member", 0, place),
      (record) => record,
    );
  }

  @FieldResolver(() => ChainLinkConnection, {
    description:
      "The chain that holds a cluster of three records or more together: it begins with the first record, and each " +
      "other joins it once. Empty for two records: their `why` says it.",
  })
  async chain(
    @Root() { finding }: Duplicate,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<ChainLink>> {
    const { result, number, linkCount } = finding;
    const { model } = declarationOf(context, result);
    const slice = sliceOf(numberedPage(args, "link"), linkCount);
    const links = await context.loaders.chain.load({ resultId: result.id, result, number, ...slice });
    return toConnection(
      pageOfSlice(links, slice.from, linkCount),
      (place) => encodeCursor("link", 0, place),
      ({ record, joined, key, value }, place) => ({
        from: referenceTo(joined),
        to: referenceTo(record),
        key,
        value: context.personal.show(value, isPersonalColumn(model, key), {
          ...{ migrationId: result.migrationId, kind: "links", id: `${result.id} ${number} ${place}` },
        }),
      }),
    );
  }
}
