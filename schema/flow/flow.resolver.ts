import { Args, Ctx, Query, Resolver } from "type-graphql";
import type { StoredResult } from "../../server/core/read-ports.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { apiError } from "../errors.js";
import { detailedResults, requireDetails } from "../finding/details.js";
import { loadRecord } from "../record/source-record.js";
import { FlowArgs, MovedArgs } from "./flow.input.js";
import { type MovedRecord, MovedRecordConnection, OutcomeFlow } from "./flow.type.js";

@Resolver()
export class FlowResolver {
  @Query(() => OutcomeFlow, {
    description:
      "From which outcome to which the records of a model went between two migrations whose details are kept; records " +
      "are met by their ids.",
  })
  async outcomeFlow(@Args(() => FlowArgs) args: FlowArgs, @Ctx() context: ApiContext): Promise<OutcomeFlow> {
    const [from, to, [before, after]] = await Promise.all([
      requireDetails(context, args.fromMigrationId),
      requireDetails(context, args.toMigrationId),
      resultsOf(context, args),
    ]);
    const { moves, ties } = await context.readers.surveys.flow(before, after);
    const keyAt = (position: number) => after.matchKeys[position]?.column ?? "";
    return { from, to, moves, ties: ties.map(({ key, ...tie }) => ({ ...tie, key: keyAt(key) })) };
  }

  @Query(() => MovedRecordConnection, {
    description: "The records behind `outcomeFlow`: those of the later migration in their order, then those that went.",
  })
  async movedRecords(
    @Args(() => MovedArgs) args: MovedArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<MovedRecord>> {
    const request = numberedPage(args, "moved");
    const [before, after] = await resultsOf(context, args);
    const { side, from, to, tie } = args;
    const filter = { side: side ?? null, from: from ?? null, to: to ?? null, tie: tie ?? null };
    const key = positionOf(after, args.key ?? null);
    const page = await context.readers.surveys.moved(before, after, { ...filter, key }, request);
    const items = await Promise.all(
      page.items.map(async ({ key: place, item }) => {
        const [result, number] = item.after === null ? [before, item.before] : [after, item.after];
        const record = await loadRecord(context, result, number ?? undefined);
        return { key: place, item: { from: item.from, to: item.to, record } };
      }),
    );
    return toConnection(
      { ...page, items },
      (place) => encodeCursor("moved", 0, place),
      (moved) => moved,
    );
  }
}

interface Compared {
  readonly fromMigrationId: string;
  readonly toMigrationId: string;
  readonly model: string;
}

/** The model's result in both migrations, which must be of a kind that keeps findings. */
async function resultsOf(context: ApiContext, compared: Compared): Promise<readonly [StoredResult, StoredResult]> {
  const { model, fromMigrationId, toMigrationId } = compared;
  const [[before], [after]] = await Promise.all([
    detailedResults(context, fromMigrationId, model),
    detailedResults(context, toMigrationId, model),
  ]);
  for (const [id, result] of [
    [fromMigrationId, before],
    [toMigrationId, after],
  ] as const)
    if (!result?.findingsKept)
      throw apiError(
        "NOT_COMPARABLE",
        `Migration ${id} kept no outcomes of ${model}: it ended before, or is an upsert.`,
      );
  if (before?.pipeline !== after?.pipeline)
    throw apiError("NOT_COMPARABLE", `Migrations ${fromMigrationId} and ${toMigrationId} are of different pipelines.`);
  return [before as StoredResult, after as StoredResult];
}

function positionOf({ matchKeys, model }: StoredResult, key: string | null): number | null {
  if (key === null) return null;
  const position = matchKeys.findIndex(({ column }) => column === key);
  if (position < 0) throw apiError("UNKNOWN_KEY", `${model} has no match key ${key}; see the pipeline's models.`);
  return position;
}
