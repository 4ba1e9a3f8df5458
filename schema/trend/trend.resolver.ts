import { Args, Ctx, FieldResolver, Float, Query, Resolver, Root } from "type-graphql";
import type { StoredMigration, StoredResult } from "../../server/core/read-ports.js";
import { pageSize } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { apiError } from "../errors.js";
import { figuresOf } from "../migration/figures.js";
import { Migration } from "../migration/migration.type.js";
import { ModelResult, rate } from "../migration/result.type.js";
import { durationMs } from "../migration/stage.type.js";
import { TrendArgs } from "./trend.input.js";
import { TrendPoint } from "./trend.type.js";

const LONGEST_TREND = 366;
const DEFAULT_TREND = 30;

@Resolver(() => TrendPoint)
export class TrendResolver {
  @Query(() => [TrendPoint], {
    description: "How a pipeline's results went over its succeeded migrations, the oldest first.",
  })
  async trend(
    @Args(() => TrendArgs) args: TrendArgs,
    @Ctx() { readers, pipelines }: ApiContext,
  ): Promise<TrendPoint[]> {
    if (!pipelines.some((pipeline) => pipeline.name === args.pipeline))
      throw apiError("PIPELINE_NOT_FOUND", `There is no pipeline ${args.pipeline}; see the query pipelines.`);
    const last = pageSize(args.last ?? DEFAULT_TREND, LONGEST_TREND, "last");
    const points = await readers.migrations.trend(args.pipeline, args.model ?? null, last, {
      from: args.from ?? null,
      until: args.until ?? null,
    });
    return points.map((point) => {
      const { migration, result } = point;
      return {
        point,
        migrationId: migration.id,
        finishedAt: migration.finishedAt,
        durationMs: durationMs(migration),
        dryRun: migration.options.dryRun === true,
        model: result.model,
        total: result.total,
        matched: result.matched,
        orphanedLeft: result.orphanedLeft,
        orphanedRight: result.orphanedRight,
        duplicates: result.duplicates,
        rejected: result.rejected,
        matchRate: rate(result.matched, result.total),
      };
    });
  }
}

@Resolver(() => TrendPoint)
export class TrendPointResolver {
  @FieldResolver(() => Migration, { description: "The migration." })
  migration(@Root() { point }: TrendPoint): StoredMigration {
    return point.migration;
  }

  @FieldResolver(() => ModelResult, { description: "The model's result, with what was counted of it." })
  result(@Root() { point }: TrendPoint): ModelResult {
    return point.result as StoredResult & ModelResult;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: "The success rate of the migration as a whole, as the migration itself gives it.",
  })
  async successRate(@Root() { point }: TrendPoint, @Ctx() context: ApiContext): Promise<number | null> {
    return (await figuresOf(context, point.migration)).rates.successRate;
  }
}
