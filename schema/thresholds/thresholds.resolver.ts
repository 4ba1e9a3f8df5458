import { Ctx, Query, Resolver } from "type-graphql";
import type { ApiContext } from "../context.js";
import { Thresholds } from "./thresholds.type.js";

@Resolver()
export class ThresholdsResolver {
  @Query(() => Thresholds, { description: "Where the levels of rates change." })
  thresholds(@Ctx() { thresholds }: ApiContext): Thresholds {
    return thresholds;
  }
}
