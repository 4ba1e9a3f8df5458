import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { useMutation } from "../api/use-mutation.js";
import { useQuery, useRefreshing } from "../api/use-query.js";
import { DeleteScheduleDocument, ScheduleDocument } from "../generated/graphql.js";
import { NotFound } from "../layout/not-found.js";
import { Page } from "../layout/page.js";
import { Confirmation } from "../parts/confirmation.js";
import { Fact, Facts } from "../parts/facts.js";
import { counted } from "../parts/format.js";
import { Go, GoButton } from "../parts/go.js";
import { Moment } from "../parts/moment.js";
import { migrationPlace, SCHEDULES, schedulePlace } from "../parts/places.js";
import { Scrolling } from "../parts/scrolling.js";
import { Empty, Shown } from "../parts/states.js";
import { Tag } from "../parts/tag.js";
import { DECISIONS, MISSES, OCCASIONS, OVERLAPS } from "../parts/words.js";
import { useMayOperate } from "../session/me.js";
import { OperatorsOnly } from "../session/role-note.js";
import { describeOptions } from "../start/options.js";
import { Deliveries } from "./deliveries.js";
import type { ScheduleShown } from "./shown.js";
import { Switch } from "./switch.js";
import { describeCron } from "./timetable.js";

const REFRESH_MS = 10_000;

/** One schedule: when it is due, what it does, what became of it. */
export function SchedulePage({ id }: { readonly id: string }) {
  const state = useQuery(ScheduleDocument, { id });
  useRefreshing(state.refetch, REFRESH_MS);
  const schedule = state.result?.schedule ?? null;
  if (state.result && !schedule) return <NotFound what={`The schedule ${id}`} />;
  return (
    <Page
      title={schedule?.name ?? "Schedule"}
      aside={schedule && <Switch schedule={schedule} onChange={state.refetch} />}
    >
      {schedule ? (
        <ScheduleView schedule={schedule} />
      ) : (
        <Shown state={state} what="Loading the schedule">
          {() => null}
        </Shown>
      )}
    </Page>
  );
}

function ScheduleView({ schedule }: { readonly schedule: ScheduleShown }) {
  const mayOperate = useMayOperate();
  const { pipeline, cron, timeZone, overlap, missed, options, webhook, createdBy, createdAt, nextRuns } = schedule;
  const told = [options.dryRun ? "Dry run: nothing is written." : null, ...describeOptions(options)].filter(Boolean);
  return (
    <>
      <Facts>
        <Fact what="Pipeline">{pipeline.title}</Fact>
        <Fact what="Due">
          {describeCron(cron)} ({timeZone})<span class="cw-facts__more">, {cron}</span>
        </Fact>
        <Fact what="Told to" isLong>
          {told.length > 0 ? told.join(" ") : "Take everything"}
        </Fact>
        <Fact what="Where another one is active">{OVERLAPS[overlap]}</Fact>
        <Fact what="Missed times">{MISSES[missed]}</Fact>
        <Fact what="Webhook">{webhook ? `${webhook.url}: ${OCCASIONS[webhook.on].toLowerCase()}` : "None"}</Fact>
        <Fact what="Made">
          <Moment at={createdAt} />
          {createdBy && ` by ${createdBy}`}
        </Fact>
      </Facts>
      <OperatorsOnly id="operators-only" />
      {mayOperate && (
        <div class="govuk-button-group">
          <GoButton to={schedulePlace(schedule.id, true)} kind="secondary">
            Edit
          </GoButton>
          <DeleteSchedule schedule={schedule} />
        </div>
      )}
      <section aria-labelledby="next-runs">
        <h2 class="govuk-heading-m" id="next-runs">
          Next runs
        </h2>
        {nextRuns.length === 0 ? (
          <Empty title="None">It is switched off.</Empty>
        ) : (
          <ol class="govuk-list">
            {nextRuns.map((at) => (
              <li key={at}>
                <Moment at={at} />
              </li>
            ))}
          </ol>
        )}
      </section>
      <Runs runs={schedule.runs} />
      <Deliveries deliveries={schedule.deliveries} />
    </>
  );
}

function Runs({ runs }: Pick<ScheduleShown, "runs">) {
  return (
    <section aria-labelledby="runs">
      <h2 class="govuk-heading-m" id="runs">
        What became of it
      </h2>
      {runs.nodes.length === 0 ? (
        <Empty title="It was never due yet" />
      ) : (
        <Scrolling label="Runs">
          <table class="govuk-table cw-table cw-stacking">
            <thead class="govuk-table__head">
              <tr>
                {["Due", "Decision", "Why", "Migration"].map((name) => (
                  <th key={name} scope="col" class="govuk-table__header">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody class="govuk-table__body">
              {runs.nodes.map(({ dueAt, decision, because, migration }) => (
                <tr key={dueAt} class="govuk-table__row">
                  <th scope="row" class="govuk-table__header">
                    <Moment at={dueAt} />
                  </th>
                  <td class="govuk-table__cell" data-label="Decision">
                    <Tag colour={DECISIONS[decision].colour}>{DECISIONS[decision].text}</Tag>
                  </td>
                  <td class="govuk-table__cell" data-label="Why">
                    {because}
                  </td>
                  <td class="govuk-table__cell" data-label="Migration">
                    {migration ? <Go to={migrationPlace(migration.id)}>{migration.id}</Go> : "–"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
      {runs.totalCount > runs.nodes.length && (
        <p class="govuk-body-s">The newest {counted(runs.nodes.length, "run")} are shown.</p>
      )}
    </section>
  );
}

function DeleteSchedule({ schedule: { id, name } }: { readonly schedule: ScheduleShown }) {
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const { isSending, problem, send } = useMutation(DeleteScheduleDocument);
  const remove = async (): Promise<void> => {
    if (await send({ id })) navigate(SCHEDULES);
  };
  return (
    <>
      <button type="button" class="govuk-button govuk-button--warning" onClick={() => setAsking(true)}>
        Delete
      </button>
      {isAsking && (
        <Confirmation
          title={`Delete ${name}?`}
          confirm="Delete it"
          isWarning
          isSending={isSending}
          problem={problem}
          onConfirm={() => void remove()}
          onLeave={() => setAsking(false)}
        >
          <p>Its history goes with it. Its migrations stay, and one that is under way goes on.</p>
        </Confirmation>
      )}
    </>
  );
}
