import { Arg, Ctx, FieldResolver, Float, Int, Resolver, Root } from "type-graphql";
import type { StoredUnknownCode } from "../../server/core/evidence-port.js";
import { DETECTIONS, detectionsOf, type RowFigures } from "../../server/core/figures.js";
import type { Level as LevelName } from "../../server/core/levels.js";
import type { Recommendation as Given } from "../../server/core/recommend/facts.js";
import { pageSize } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { DetectionCount } from "./detection.type.js";
import { figuresOf, recommendationsOf } from "./figures.js";
import { MigrationRows, Recommendation, RejectionCount, UnknownCode } from "./figures.type.js";
import { Level } from "./level.type.js";
import { Migration } from "./migration.type.js";

/** How well a migration went, and what to do next. */
@Resolver(() => Migration)
export class MigrationFiguresResolver {
  @FieldResolver(() => MigrationRows, {
    nullable: true,
    description: "What became of the rows that an upsert read; null for a reconciliation: see `results`.",
  })
  async rows(@Root() migration: Migration, @Ctx() context: ApiContext): Promise<RowFigures | null> {
    return (await figuresOf(context, migration)).rows;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      "Of an upsert (created + updated + unchanged) / rows read, of a reconciliation the share of the records that " +
      "were not rejected, 0 to 1; null where none were read.",
  })
  async successRate(@Root() migration: Migration, @Ctx() context: ApiContext): Promise<number | null> {
    return (await figuresOf(context, migration)).rates.successRate;
  }

  @FieldResolver(() => Level, {
    nullable: true,
    description: "What the success rate means: NORMAL, WARNING or CRITICAL; null where there is none.",
  })
  async successLevel(@Root() migration: Migration, @Ctx() context: ApiContext): Promise<LevelName | null> {
    return (await figuresOf(context, migration)).rates.successLevel;
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description: "unchanged / rows read of an upsert, 0 to 1; null where none were read, and for a reconciliation.",
  })
  async efficiency(@Root() migration: Migration, @Ctx() context: ApiContext): Promise<number | null> {
    return (await figuresOf(context, migration)).rates.efficiency;
  }

  @FieldResolver(() => Level, {
    nullable: true,
    description: "What the efficiency means: OPTIMAL, ACCEPTABLE or INEFFICIENT; null where there is none.",
  })
  async efficiencyLevel(@Root() migration: Migration, @Ctx() context: ApiContext): Promise<LevelName | null> {
    return (await figuresOf(context, migration)).rates.efficiencyLevel;
  }

  @FieldResolver(() => [Recommendation], { description: "What to do next, the most urgent first." })
  recommendations(@Root() migration: Migration, @Ctx() context: ApiContext): Promise<readonly Given[]> {
    return recommendationsOf(context, migration);
  }

  @FieldResolver(() => [DetectionCount], {
    description: "How many rows of an upsert were taken, by what decided that; empty for a reconciliation.",
  })
  async detections(@Root() migration: Migration, @Ctx() context: ApiContext): Promise<DetectionCount[]> {
    const { rows, results } = await figuresOf(context, migration);
    const counts = detectionsOf(results);
    return rows === null ? [] : DETECTIONS.map((detectedBy) => ({ detectedBy, rows: counts[detectedBy] }));
  }

  @FieldResolver(() => [RejectionCount], {
    description: "How many rows were rejected for each reason, most first. Kept for ever.",
  })
  rejectionCounts(@Root() { id }: Migration, @Ctx() { loaders }: ApiContext): Promise<readonly RejectionCount[]> {
    return loaders.rejectionCounts.load(id);
  }

  @FieldResolver(() => [UnknownCode], {
    description: "Sponsor codes of the source that no sponsor has; those that most rows name come first.",
  })
  async unknownCodes(
    @Root() { id }: Migration,
    @Arg("first", () => Int, { nullable: true, defaultValue: 20, description: "How many codes to give: 0 to 100." })
    first: number | null,
    @Ctx() { loaders }: ApiContext,
  ): Promise<readonly StoredUnknownCode[]> {
    return (await loaders.unknownCodes.load(id)).codes.slice(0, pageSize(first));
  }

  @FieldResolver(() => Int, { description: "How many sponsor codes of the source no sponsor has." })
  async unknownCodeCount(@Root() { id }: Migration, @Ctx() { loaders }: ApiContext): Promise<number> {
    return (await loaders.unknownCodes.load(id)).total;
  }
}
