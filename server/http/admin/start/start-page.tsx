import { useRef, useState } from "preact/hooks";
import { useLocation, useSearch } from "wouter-preact";
import { useMutation } from "../api/use-mutation.js";
import { useQuery, useRefreshing } from "../api/use-query.js";
import {
  OptionsOfMigrationDocument,
  PipelineToStartDocument,
  type PipelineToStartQuery,
  StartMigrationDocument,
} from "../generated/graphql.js";
import { NotFound } from "../layout/not-found.js";
import { Page } from "../layout/page.js";
import { Confirmation } from "../parts/confirmation.js";
import { ErrorSummary } from "../parts/error-summary.js";
import { Go } from "../parts/go.js";
import { migrationPlace } from "../parts/places.js";
import type { Problem } from "../parts/problem.js";
import { Shown } from "../parts/states.js";
import { isActive } from "../parts/words.js";
import { useMayOperate } from "../session/me.js";
import { OperatorsOnly } from "../session/role-note.js";
import {
  describeOptions,
  describeWrites,
  fieldOfOption,
  NO_OPTIONS,
  type OptionValues,
  readOptions,
  valuesOf,
} from "./options.js";
import { OptionsForm } from "./options-form.js";

type Pipeline = NonNullable<PipelineToStartQuery["pipeline"]>;

/** Somebody else may start a migration of the pipeline meanwhile. */
const REFRESH_MS = 3_000;

/** Starts a migration of a pipeline. */
export function StartPage({ name }: { readonly name: string }) {
  const state = useQuery(PipelineToStartDocument, { name });
  useRefreshing(state.refetch, REFRESH_MS);
  const asked = new URLSearchParams(useSearch());
  const like = asked.get("like");
  if (state.result && !state.result.pipeline) return <NotFound what={`The pipeline ${name}`} />;
  return (
    <Page title={`Start ${state.result?.pipeline?.title ?? "a migration"}`}>
      {state.result ? (
        like ? (
          <StartLike pipeline={state.result.pipeline as Pipeline} id={like} />
        ) : (
          <StartForm
            pipeline={state.result.pipeline as Pipeline}
            given={{ ...NO_OPTIONS, rejectedOf: asked.get("rejectedOf") ?? "" }}
          />
        )
      ) : (
        <Shown state={state} what="Loading the pipeline">
          {() => null}
        </Shown>
      )}
    </Page>
  );
}

/** With what another migration was told, in earnest this time. */
function StartLike({ pipeline, id }: { readonly pipeline: Pipeline; readonly id: string }) {
  const state = useQuery(OptionsOfMigrationDocument, { id });
  return (
    <Shown state={state} what="Loading what that migration was told">
      {({ migration }) => (
        <StartForm
          pipeline={pipeline}
          given={migration ? { ...valuesOf(migration.options), dryRun: false } : NO_OPTIONS}
        />
      )}
    </Shown>
  );
}

interface StartFormProps {
  readonly pipeline: Pipeline;
  readonly given: OptionValues;
}

function StartForm({ pipeline, given }: StartFormProps) {
  const [, navigate] = useLocation();
  const [values, setValues] = useState(given);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [isAsking, setAsking] = useState(false);
  const mayOperate = useMayOperate();
  const { isSending, problem, send } = useMutation(StartMigrationDocument);
  const { options, problems: found } = readOptions(values, pipeline.options);
  // the same for each try, so that a try whose answer was lost starts nothing twice
  const idempotencyKey = useRef(newKey());
  const active =
    pipeline.latestMigration && isActive(pipeline.latestMigration.status) ? pipeline.latestMigration : null;
  const why = !mayOperate ? "operators-only" : active ? "one-active" : undefined;

  const ask = (event: Event): void => {
    event.preventDefault();
    setProblems(found);
    if (found.length === 0) setAsking(true);
  };
  const start = async (): Promise<void> => {
    const result = await send({
      input: { pipeline: pipeline.name, options, idempotencyKey: idempotencyKey.current },
    });
    if (!result) return;
    const { migration, userErrors } = result.startMigration;
    if (userErrors.length === 0 && migration) {
      navigate(migrationPlace(migration.id));
      return;
    }
    idempotencyKey.current = newKey();
    setAsking(false);
    setProblems(userErrors.map(({ field, message }) => ({ field: fieldOfOption(field), message })));
  };

  return (
    <div class="cw-reading">
      <p class="govuk-body-l">{pipeline.description}</p>
      <form onSubmit={ask} noValidate>
        <ErrorSummary problems={problems} />
        <OptionsForm taken={pipeline.options} values={values} problems={problems} onChange={setValues} />
        {active && (
          <div class="govuk-inset-text" id="one-active">
            <Go to={migrationPlace(active.id)}>Migration {active.id}</Go> of this pipeline is active. Another can start
            once it has ended.
          </div>
        )}
        <OperatorsOnly id="operators-only" />
        <button
          type="submit"
          class="govuk-button govuk-button--warning cw-big-button"
          disabled={!mayOperate || active !== null}
          aria-describedby={why}
        >
          {values.dryRun ? "Start the dry run" : "Start the migration"}
        </button>
      </form>
      {isAsking && (
        <Confirmation
          title={`Start ${pipeline.title}?`}
          confirm={options.dryRun ? "Start, write nothing" : "Start, and write"}
          isWarning={!options.dryRun}
          isSending={isSending}
          problem={problem}
          onConfirm={() => void start()}
          onLeave={() => setAsking(false)}
        >
          <p>
            <strong>{describeWrites(pipeline, options)}</strong>
          </p>
          <p>{pipeline.description}</p>
          {describeOptions(options).length > 0 && (
            <ul class="govuk-list govuk-list--bullet">
              {describeOptions(options).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </Confirmation>
      )}
    </div>
  );
}

/** Not by randomUUID, which pages over plain HTTP do not have. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
