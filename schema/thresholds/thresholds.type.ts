import { Field, Float, ObjectType } from "type-graphql";
import type { Thresholds as Configured } from "../../server/core/levels.js";

@ObjectType({ description: "Where the levels of rates change, 0 to 1, as this installation is configured." })
export class Thresholds implements Configured {
  @Field(() => Float, { description: "Above it success is NORMAL." })
  successWarning!: number;

  @Field(() => Float, { description: "Below it success is CRITICAL." })
  successCritical!: number;

  @Field(() => Float, { description: "Above it efficiency is OPTIMAL." })
  efficiencyOptimal!: number;

  @Field(() => Float, { description: "Below it a migration is INEFFICIENT." })
  efficiencyInefficient!: number;

  @Field(() => Float, { description: "Above it a match rate is NORMAL." })
  matchRateWarning!: number;

  @Field(() => Float, { description: "Below it a match rate is CRITICAL." })
  matchRateCritical!: number;
}
