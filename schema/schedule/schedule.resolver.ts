import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import type {
  Schedule as Stored,
  Delivery as StoredDelivery,
  ScheduledRun as StoredRun,
} from "../../server/core/schedule/schedule.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage, PageArgs } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { migrationNumber } from "../finding/details.js";
import { pipelineNamed } from "../pipeline/declared-pipeline.js";
import { Pipeline } from "../pipeline/pipeline.type.js";
import { WebhookDeliveryConnection } from "./delivery.type.js";
import { Schedule } from "./schedule.type.js";
import { ScheduledRun, ScheduledRunConnection } from "./scheduled-run.type.js";

/** How many runs to come are told. */
const NEXT_RUNS = 5;

@Resolver(() => Schedule)
export class ScheduleResolver {
  @Query(() => [Schedule], { description: "All schedules, by name; there are 100 at most." })
  schedules(@Ctx() { readers }: ApiContext): Promise<readonly Stored[]> {
    return readers.schedules.all();
  }

  @Query(() => Schedule, { nullable: true, description: "A schedule by its id; null where there is none." })
  async schedule(
    @Arg("id", () => ID, { description: "The schedule's id." }) id: string,
    @Ctx() { readers }: ApiContext,
  ): Promise<Stored | null> {
    const number = migrationNumber(id);
    return number === null ? null : readers.schedules.find(number);
  }

  @FieldResolver(() => Pipeline, { description: "The pipeline that it has migrated." })
  pipeline(@Root() { pipeline }: Schedule, @Ctx() context: ApiContext): Pipeline {
    return pipelineNamed(context, pipeline);
  }

  @FieldResolver(() => [GraphQLDateTime], {
    description: `The next ${NEXT_RUNS} times at which it is due; none where it is disabled.`,
  })
  nextRuns(@Root() schedule: Schedule, @Ctx() { schedules }: ApiContext): readonly Date[] {
    return schedules.nextRuns(schedule, NEXT_RUNS);
  }

  @FieldResolver(() => ScheduledRun, {
    nullable: true,
    description: "What was decided last, with the migration that it led to; null where it was never due.",
  })
  lastRun(@Root() { id }: Schedule, @Ctx() { loaders }: ApiContext): Promise<StoredRun | null> {
    return loaders.lastRun.load(id);
  }

  @FieldResolver(() => ScheduledRunConnection, {
    description: "What was decided about each due time, the newest first.",
  })
  async runs(
    @Root() { id }: Schedule,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Connection<StoredRun>> {
    const page = await loaders.scheduledRuns.load({ scheduleId: id, ...numberedPage(args, "scheduledRun") });
    return toConnection(
      page,
      (number) => encodeCursor("scheduledRun", 0, number),
      (run) => run,
    );
  }

  @FieldResolver(() => WebhookDeliveryConnection, {
    description: "The news of its migrations' ends that were sent to its webhook, the newest first.",
  })
  async deliveries(
    @Root() { id }: Schedule,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Connection<StoredDelivery>> {
    const page = await loaders.deliveries.load({ scheduleId: id, ...numberedPage(args, "delivery") });
    return toConnection(
      page,
      (number) => encodeCursor("delivery", 0, number),
      (delivery) => delivery,
    );
  }
}
