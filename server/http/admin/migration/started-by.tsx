import type { MigrationLineFragment } from "../generated/graphql.js";
import { Go } from "../parts/go.js";
import { schedulePlace } from "../parts/places.js";

/** Who or what started a migration. */
export function StartedBy({
  migration,
}: {
  readonly migration: Pick<MigrationLineFragment, "trigger" | "startedBy" | "schedule">;
}) {
  const { trigger, startedBy, schedule } = migration;
  if (schedule)
    return (
      <>
        Schedule <Go to={schedulePlace(schedule.id)}>{schedule.name}</Go>
      </>
    );
  if (trigger === "SCHEDULE") return <>A schedule that is deleted</>;
  if (trigger === "COMMAND_LINE") return <>{startedBy ?? "The command line"}</>;
  return <>{startedBy ?? "The API"}</>;
}
