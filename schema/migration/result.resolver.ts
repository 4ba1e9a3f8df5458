import { Ctx, FieldResolver, Float, Int, Resolver, Root } from "type-graphql";
import { type MatchRateLevel, matchRateLevel, matchRateOf } from "../../server/core/levels.js";
import type { ApiContext } from "../context.js";
import { Level } from "./level.type.js";
import { ModelResult, rate } from "./result.type.js";

@Resolver(() => ModelResult)
export class ModelResultResolver {
  @FieldResolver(() => Float, { description: "matched / total, 0 to 1; 0 where the total is 0." })
  matchRate(@Root() { matched, total }: ModelResult): number {
    return rate(matched, total);
  }

  @FieldResolver(() => Level, {
    nullable: true,
    description:
      "What the match rate means: NORMAL, WARNING or CRITICAL. Null for an upsert, and where the total is 0.",
  })
  matchRateLevel(@Root() result: ModelResult, @Ctx() { thresholds }: ApiContext): MatchRateLevel | null {
    return matchRateLevel(matchRateOf(result), thresholds);
  }

  @FieldResolver(() => Int, {
    description: "Key values that too many records share to match: see `sharedValues`. 0 once the details are deleted.",
  })
  sharedValueCount(@Root() { id }: ModelResult, @Ctx() { loaders }: ApiContext): Promise<number> {
    return loaders.sharedValueCount.load(id);
  }
}
