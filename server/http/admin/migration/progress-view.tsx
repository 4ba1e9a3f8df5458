import { useEffect, useState } from "preact/hooks";
import type { Connection } from "../api/use-subscription.js";
import { Bar } from "../parts/bar.js";
import { count, runningTime } from "../parts/format.js";
import { Loading } from "../parts/states.js";
import { STAGES } from "../parts/words.js";
import { Cancel } from "./cancel.js";
import { CountsSoFar } from "./counts-so-far.js";
import type { MigrationHead } from "./shown.js";
import { StageList } from "./stage-list.js";
import { shareDone, stagesToCome } from "./stages.js";
import { type ProgressNow, useProgress } from "./use-progress.js";

interface ProgressViewProps {
  readonly migration: MigrationHead;
  /** its status is another now */
  readonly onChange: () => void;
}

/** A migration that is under way, live. */
export function ProgressView({ migration, onChange }: ProgressViewProps) {
  const progress = useProgress(migration.id, onChange);
  const { step, stages, underWay, connection } = progress;
  const status = step?.status ?? migration.status;
  useEffect(() => {
    if (status !== migration.status) onChange();
  }, [status, migration.status, onChange]);
  if (!underWay) return <Loading what="Loading the progress" />;
  const toCome = stagesToCome(stages, underWay.previous?.stages ?? []);
  return (
    <>
      <ConnectionNote connection={connection} />
      <Now progress={progress} migration={migration} />
      {step && <CountsSoFar counts={step.counts} kind={migration.pipeline.kind} />}
      <StageList stages={[...stages, ...toCome]} />
      <Cancel id={migration.id} isCancelling={status === "CANCELLING"} />
    </>
  );
}

function ConnectionNote({ connection }: { readonly connection: Connection }) {
  return (
    <div role="status">
      {connection === "LOST" && (
        <p class="cw-note cw-note--warning">
          The connection is lost. The migration goes on; this page follows it again as soon as the server is reached.
        </p>
      )}
      {connection === "REFUSED" && (
        <p class="cw-note cw-note--warning">
          The server does not tell of this migration’s progress. Load the page again.
        </p>
      )}
    </div>
  );
}

function Now({ progress, migration }: { readonly progress: ProgressNow; readonly migration: MigrationHead }) {
  const { step, stages, underWay } = progress;
  const now = useNow();
  const startedAt = underWay?.startedAt ?? stages[0]?.startedAt ?? null;
  const stage = step?.stage ? `${STAGES[step.stage]}${step.model ? ` (${step.model})` : ""}` : null;
  const isQueued = (step?.status ?? migration.status) === "QUEUED";
  const headline = isQueued
    ? migration.waiting
      ? "It waits for the end of another migration of its pipeline"
      : "It waits for a worker"
    : (stage ?? "It begins");
  const left = step?.estimatedEnd ? Date.parse(step.estimatedEnd) - now : null;
  const facts = [
    step?.rate ? `${count(Math.round(step.rate))} a second` : null,
    left !== null && left > 500 ? `about ${runningTime(left + 999)} left of this stage` : null,
    startedAt ? `running for ${runningTime(now - Date.parse(startedAt))}` : null,
  ].filter((fact) => fact !== null);
  return (
    <section class="cw-now" aria-label="Now">
      <h2 class="govuk-heading-m govuk-!-margin-bottom-2" aria-live="polite">
        {headline}
      </h2>
      <Bar label={headline} share={step?.stage ? shareDone({ ...step, startedAt: step.at, finishedAt: null }) : null} />
      <p class="govuk-body cw-now__facts">
        {step?.stage && (
          <strong>
            {count(step.done)}
            {step.total !== null && ` of ${count(step.total)}`}
          </strong>
        )}
        {facts.map((fact) => (
          <span key={fact.split(" ").at(-1)}>{fact}</span>
        ))}
      </p>
    </section>
  );
}

/** The time, as often as one looks at a clock. */
function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
