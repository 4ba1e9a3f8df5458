import { useQuery } from "../api/use-query.js";
import { SchedulesDocument, type ShownScheduleFragment } from "../generated/graphql.js";
import { Page } from "../layout/page.js";
import { Go, GoButton } from "../parts/go.js";
import { Moment } from "../parts/moment.js";
import { migrationPlace, SCHEDULES, schedulePlace } from "../parts/places.js";
import { Scrolling } from "../parts/scrolling.js";
import { Empty, Shown } from "../parts/states.js";
import { Tag } from "../parts/tag.js";
import { useFilters } from "../parts/use-filters.js";
import { DECISIONS } from "../parts/words.js";
import { useMayOperate } from "../session/me.js";
import { OperatorsOnly } from "../session/role-note.js";
import { Switch } from "./switch.js";
import { describeCron } from "./timetable.js";

/** By what pipelines are migrated by themselves. */
export function SchedulesPage() {
  const state = useQuery(SchedulesDocument, {});
  const mayOperate = useMayOperate();
  return (
    <Page title="Schedules" aside={mayOperate && <GoButton to={`${SCHEDULES}/new`}>New schedule</GoButton>}>
      <OperatorsOnly id="operators-only" />
      <Shown state={{ ...state, isLoading: false }} what="Loading the schedules">
        {({ schedules }) =>
          schedules.length === 0 ? (
            <Empty title="There is no schedule">
              A schedule starts a pipeline’s migrations by itself, such as every night.
            </Empty>
          ) : (
            <Scrolling label="Schedules">
              <ScheduleTable schedules={schedules} onChange={state.refetch} />
            </Scrolling>
          )
        }
      </Shown>
    </Page>
  );
}

interface ScheduleTableProps {
  readonly schedules: readonly ShownScheduleFragment[];
  readonly onChange: () => void;
}

function ScheduleTable({ schedules, onChange }: ScheduleTableProps) {
  const filters = useFilters();
  const isByNext = filters.get("order") === "next";
  const sorted = isByNext ? schedules.toSorted((a, b) => nextOf(a).localeCompare(nextOf(b))) : schedules;
  return (
    <table class="govuk-table cw-table cw-stacking">
      <thead class="govuk-table__head">
        <tr>
          <th scope="col" class="govuk-table__header" aria-sort={isByNext ? "none" : "ascending"}>
            <button type="button" class="cw-sort" onClick={() => filters.set({ order: null })}>
              Name {!isByNext && <span aria-hidden="true">▲</span>}
            </button>
          </th>
          <th scope="col" class="govuk-table__header">
            When
          </th>
          <th scope="col" class="govuk-table__header" aria-sort={isByNext ? "ascending" : "none"}>
            <button type="button" class="cw-sort" onClick={() => filters.set({ order: "next" })}>
              Next {isByNext && <span aria-hidden="true">▲</span>}
            </button>
          </th>
          <th scope="col" class="govuk-table__header">
            Last time
          </th>
          <th scope="col" class="govuk-table__header">
            Switched
          </th>
        </tr>
      </thead>
      <tbody class="govuk-table__body">
        {sorted.map((schedule) => (
          <tr key={schedule.id} class="govuk-table__row">
            <th scope="row" class="govuk-table__header">
              <Go to={schedulePlace(schedule.id)}>{schedule.name}</Go>
              <span class="cw-card__more">{schedule.pipeline.title}</span>
            </th>
            <td class="govuk-table__cell" data-label="When">
              {describeCron(schedule.cron)}
              <span class="cw-card__more">{schedule.timeZone}</span>
            </td>
            <td class="govuk-table__cell" data-label="Next">
              <Moment at={schedule.nextRuns[0]} />
            </td>
            <td class="govuk-table__cell" data-label="Last time">
              {schedule.lastRun ? <LastRun run={schedule.lastRun} /> : "Never due"}
            </td>
            <td class="govuk-table__cell" data-label="Switched">
              <Switch schedule={schedule} onChange={onChange} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Those that are off come last. */
function nextOf({ nextRuns }: ShownScheduleFragment): string {
  return nextRuns[0] ?? "9999";
}

function LastRun({ run }: { readonly run: NonNullable<ShownScheduleFragment["lastRun"]> }) {
  const { text, colour } = DECISIONS[run.decision];
  return (
    <>
      <Moment at={run.dueAt} />{" "}
      <span title={run.because}>
        <Tag colour={colour}>{text}</Tag>
      </span>
      {run.migration && (
        <span class="cw-card__more">
          <Go to={migrationPlace(run.migration.id)}>Migration {run.migration.id}</Go>
        </span>
      )}
    </>
  );
}
