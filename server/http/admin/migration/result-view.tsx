import { useQuery } from "../api/use-query.js";
import { MigrationResultDocument } from "../generated/graphql.js";
import { Fact, Facts } from "../parts/facts.js";
import { bytes, duration } from "../parts/format.js";
import { Go, GoButton } from "../parts/go.js";
import { Moment } from "../parts/moment.js";
import { migrationPlace, startPlace } from "../parts/places.js";
import { Shown } from "../parts/states.js";
import { useMayOperate } from "../session/me.js";
import { describeOptions, describeWrites } from "../start/options.js";
import { Downloads } from "./downloads.js";
import { Effects } from "./effects.js";
import { ModelCard } from "./model-card.js";
import { Recommendations } from "./recommendations.js";
import { RowsCard } from "./rows-card.js";
import type { MigrationResult } from "./shown.js";
import { StageList } from "./stage-list.js";
import { StartedBy } from "./started-by.js";

/** What became of a migration that has ended. */
export function ResultView({ id }: { readonly id: string }) {
  const state = useQuery(MigrationResultDocument, { id });
  return (
    <Shown state={state} what="Loading the result">
      {({ migration }) => migration && <Result migration={migration} />}
    </Shown>
  );
}

function Result({ migration }: { readonly migration: MigrationResult }) {
  const { error, rows, results, pipeline, previous, effects, recommendations, reports, stages } = migration;
  return (
    <>
      <Ending status={migration.status} error={error} />
      <MigrationFacts migration={migration} />
      <ul class="cw-cards">
        {rows
          ? rows.read + rows.rejected > 0 && (
              <li class="cw-card">
                <RowsCard migration={migration} rows={rows} />
              </li>
            )
          : results.map((result) => (
              <li key={result.model} class="cw-card">
                <ModelCard
                  migrationId={migration.id}
                  result={result}
                  pipeline={pipeline}
                  previous={previous?.results.find(({ model }) => model === result.model) ?? null}
                  previousId={previous?.id ?? null}
                />
              </li>
            ))}
      </ul>
      <Recommendations recommendations={recommendations} migrationId={migration.id} />
      <Effects migration={migration} effects={effects} />
      <Downloads reports={reports} detailsKept={migration.detailsKept} />
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">How long each stage took</span>
        </summary>
        <StageList stages={stages} />
      </details>
    </>
  );
}

/** Why it did not come to its end, where it did not. */
function Ending({ status, error }: Pick<MigrationResult, "status" | "error">) {
  if (status === "SUCCEEDED") return null;
  return (
    <div class="cw-failure" role="alert">
      <h2 class="govuk-heading-m govuk-!-margin-bottom-1">
        {status === "CANCELLED" ? "It was cancelled" : "It failed"}
      </h2>
      <p class="govuk-body govuk-!-margin-bottom-1">
        {error?.message ?? "What it had written stays, and is listed in its changes."}
      </p>
      {error && <code class="cw-code">{error.code}</code>}
    </div>
  );
}

function MigrationFacts({ migration }: { readonly migration: MigrationResult }) {
  const { startedAt, queuedAt, finishedAt, durationMs, previous, options, pipeline, peakMemoryBytes } = migration;
  const mayOperate = useMayOperate();
  const told = describeOptions(options);
  return (
    <>
      <Facts>
        <Fact what="Started">
          <Moment at={startedAt ?? queuedAt} withSeconds />
        </Fact>
        <Fact what="Ended">
          <Moment at={finishedAt} withSeconds />
        </Fact>
        <Fact what="Took">
          {durationMs === null ? "–" : duration(durationMs)}
          {peakMemoryBytes !== null && <span class="cw-facts__more">, at most {bytes(peakMemoryBytes)} of memory</span>}
        </Fact>
        <Fact what="Started by">
          <StartedBy migration={migration} />
        </Fact>
        <Fact what="Before it">
          {previous ? (
            <>
              <Go to={migrationPlace(previous.id)}>Migration {previous.id}</Go>
              {previous.dryRun && " (a dry run)"}
            </>
          ) : (
            "None that succeeded"
          )}
        </Fact>
        <Fact what="Told to" isLong>
          {[describeWrites({ ...pipeline, description: "" }, options), ...told].join(" ")}
        </Fact>
      </Facts>
      {mayOperate && (
        <GoButton
          to={startPlace(pipeline.name, { like: migration.id })}
          kind={options.dryRun ? "warning" : "secondary"}
        >
          {options.dryRun ? "Do it in earnest" : "Start another like it"}
        </GoButton>
      )}
    </>
  );
}
