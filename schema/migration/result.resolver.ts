import { Ctx, FieldResolver, Float, Int, Resolver, Root } from "type-graphql";
import type { ApiContext } from "../context.js";
import { ModelResult, rate } from "./result.type.js";

@Resolver(() => ModelResult)
export class ModelResultResolver {
  @FieldResolver(() => Float, { description: "matched / total, 0 to 1; 0 where the total is 0." })
  matchRate(@Root() { matched, total }: ModelResult): number {
    return rate(matched, total);
  }

  @FieldResolver(() => Int, {
    description: "Key values that too many records share to match: see `sharedValues`. 0 once the details are deleted.",
  })
  sharedValueCount(@Root() { id }: ModelResult, @Ctx() { loaders }: ApiContext): Promise<number> {
    return loaders.sharedValueCount.load(id);
  }
}
