import type { ScheduleQuery } from "../generated/graphql.js";

/** A schedule with what became of it. */
export type ScheduleShown = NonNullable<ScheduleQuery["schedule"]>;
