import { useQuery, useRefreshing } from "../api/use-query.js";
import { useSubscription } from "../api/use-subscription.js";
import { MigrationFinishedDocument, OverviewDocument, type OverviewQuery } from "../generated/graphql.js";
import { Page } from "../layout/page.js";
import { StartedBy } from "../migration/started-by.js";
import { StatusTag } from "../migration/status-tag.js";
import { Bar } from "../parts/bar.js";
import { duration, shareOf } from "../parts/format.js";
import { Go, GoButton } from "../parts/go.js";
import { Moment } from "../parts/moment.js";
import { historyPlace, migrationPlace, schedulePlace, startPlace } from "../parts/places.js";
import { Empty, Shown } from "../parts/states.js";
import { isActive, STAGES } from "../parts/words.js";
import { useMayOperate } from "../session/me.js";
import { OperatorsOnly } from "../session/role-note.js";
import { Trend } from "./trend.js";

type Pipeline = OverviewQuery["pipelines"][number];

/** Starts elsewhere are seen within so long, and how far each has come; ends are told at once. */
const REFRESH_MS = 3_000;

/** All pipelines: how each went last, how it goes over time, when it is due next. */
export function OverviewPage() {
  const state = useQuery(OverviewDocument, {});
  useRefreshing(state.refetch, REFRESH_MS);
  useSubscription(MigrationFinishedDocument, () => ({}), {
    isWanted: true,
    onResult: state.refetch,
    onBack: state.refetch,
  });
  const mayOperate = useMayOperate();
  return (
    <Page title="Migrations">
      {!mayOperate && <OperatorsOnly id="operators-only" />}
      <Shown state={{ ...state, isLoading: false }} what="Loading the pipelines">
        {({ pipelines }) =>
          pipelines.length === 0 ? (
            <Empty title="There is no pipeline">This installation declares none.</Empty>
          ) : (
            <ul class="cw-cards cw-cards--wide">
              {pipelines.map((pipeline) => (
                <li key={pipeline.name} class="cw-card">
                  <PipelineCard pipeline={pipeline} mayOperate={mayOperate} />
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </Page>
  );
}

function PipelineCard({ pipeline, mayOperate }: { readonly pipeline: Pipeline; readonly mayOperate: boolean }) {
  const { name, title, description, kind, left, right, latestMigration } = pipeline;
  const isUnderWay = latestMigration !== null && isActive(latestMigration.status);
  return (
    <article aria-labelledby={`pipeline-${name}`}>
      <h2 class="govuk-heading-m govuk-!-margin-bottom-1" id={`pipeline-${name}`}>
        {title}
      </h2>
      <p class="cw-sides">
        {left} <span aria-hidden="true">→</span>
        <span class="govuk-visually-hidden">to</span> {right}
      </p>
      <p class="govuk-body">{description}</p>
      <Latest pipeline={pipeline} />
      <Trend pipeline={name} kind={kind} newest={isUnderWay ? null : (latestMigration?.id ?? null)} />
      <NextRuns pipeline={pipeline} />
      <div class="govuk-button-group govuk-!-margin-bottom-0">
        {isUnderWay ? (
          <GoButton to={migrationPlace(latestMigration.id)}>Follow migration {latestMigration.id}</GoButton>
        ) : (
          <GoButton to={startPlace(name)} kind={mayOperate ? "warning" : "secondary"}>
            {mayOperate ? "Start a migration" : "See how it is started"}
          </GoButton>
        )}
        <Go to={historyPlace({ pipeline: name })}>History of {title}</Go>
      </div>
    </article>
  );
}

function Latest({ pipeline: { latestMigration: latest } }: { readonly pipeline: Pipeline }) {
  if (!latest) return <Empty title="It never ran">Start it, perhaps with a dry run first.</Empty>;
  return (
    <div class="cw-latest">
      <p class="govuk-body govuk-!-margin-bottom-1">
        <Go to={migrationPlace(latest.id)}>Migration {latest.id}</Go>{" "}
        <StatusTag status={latest.status} waiting={latest.waiting} dryRun={latest.dryRun} />
      </p>
      <p class="govuk-body-s govuk-!-margin-bottom-0">
        <Moment at={latest.startedAt ?? latest.queuedAt} />
        {latest.durationMs !== null && <>, took {duration(latest.durationMs)}</>}
        {", by "}
        <StartedBy migration={latest} />
      </p>
      {isActive(latest.status) && <UnderWay progress={latest.progress} />}
    </div>
  );
}

type Progress = NonNullable<Pipeline["latestMigration"]>["progress"];

/** How far it has come, as far as a glance needs it. */
function UnderWay({ progress }: { readonly progress: Progress }) {
  if (!progress?.stage) return null;
  const { stage, model, done, total } = progress;
  const label = `${STAGES[stage]}${model ? ` (${model})` : ""}`;
  return (
    <div class="cw-under-way">
      <span>{label}</span>
      <Bar label={label} share={total === null ? null : shareOf(done, total)} />
    </div>
  );
}

function NextRuns({ pipeline: { schedules } }: { readonly pipeline: Pipeline }) {
  const due = schedules.filter(({ nextRuns }) => nextRuns.length > 0);
  if (due.length === 0) return null;
  return (
    <ul class="govuk-list cw-small">
      {due.map(({ id, name, nextRuns }) => (
        <li key={id}>
          Next by <Go to={schedulePlace(id)}>{name}</Go>: <Moment at={nextRuns[0]} />
        </li>
      ))}
    </ul>
  );
}
