import { useState } from "preact/hooks";
import { useLocation } from "wouter-preact";
import { useMutation } from "../api/use-mutation.js";
import { useQuery } from "../api/use-query.js";
import {
  CreateScheduleDocument,
  PipelineChoicesDocument,
  type PipelineChoicesQuery,
  ScheduleToEditDocument,
  type ShownScheduleFragment,
  UpdateScheduleDocument,
} from "../generated/graphql.js";
import { NotFound } from "../layout/not-found.js";
import { Page } from "../layout/page.js";
import { ErrorSummary } from "../parts/error-summary.js";
import { Check, Choice, Field, Radios } from "../parts/fields.js";
import { Go, GoButton } from "../parts/go.js";
import { SCHEDULES, schedulePlace } from "../parts/places.js";
import { type Problem, problemOf } from "../parts/problem.js";
import { Shown } from "../parts/states.js";
import { MISSES, OVERLAPS } from "../parts/words.js";
import { useMayOperate } from "../session/me.js";
import { OperatorsOnly } from "../session/role-note.js";
import { fieldOfOption } from "../start/options.js";
import { choicesOf, OptionsForm } from "../start/options-form.js";
import { fieldOfSchedule, readSchedule, type ScheduleValues, scheduleValues } from "./schedule-values.js";
import { TimetableFields } from "./timetable-fields.js";
import { WebhookFields } from "./webhook-fields.js";

type Pipelines = PipelineChoicesQuery["pipelines"];

export function NewSchedulePage() {
  const state = useQuery(PipelineChoicesDocument, {});
  return (
    <Page title="New schedule">
      <Shown state={state} what="Loading the pipelines">
        {({ pipelines }) => <ScheduleForm pipelines={pipelines} schedule={null} />}
      </Shown>
    </Page>
  );
}

export function EditSchedulePage({ id }: { readonly id: string }) {
  const pipelines = useQuery(PipelineChoicesDocument, {});
  const state = useQuery(ScheduleToEditDocument, { id });
  if (state.result && !state.result.schedule) return <NotFound what={`The schedule ${id}`} />;
  return (
    <Page title={`Edit ${state.result?.schedule?.name ?? "schedule"}`}>
      <Shown state={pipelines} what="Loading the pipelines">
        {(known) => (
          <Shown state={state} what="Loading the schedule">
            {({ schedule }) => schedule && <ScheduleForm pipelines={known.pipelines} schedule={schedule} />}
          </Shown>
        )}
      </Shown>
    </Page>
  );
}

interface ScheduleFormProps {
  readonly pipelines: Pipelines;
  readonly schedule: ShownScheduleFragment | null;
}

function ScheduleForm({ pipelines, schedule }: ScheduleFormProps) {
  const [, navigate] = useLocation();
  const mayOperate = useMayOperate();
  const [values, setValues] = useState(scheduleValues(schedule, pipelines[0]?.name ?? ""));
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [saved, setSaved] = useState<{ readonly id: string; readonly secret: string } | null>(null);
  const creating = useMutation(CreateScheduleDocument);
  const updating = useMutation(UpdateScheduleDocument);
  const set = (changes: Partial<ScheduleValues>): void => setValues({ ...values, ...changes });
  const taken = pipelines.find(({ name }) => name === values.pipeline)?.options ?? [];
  const problem = creating.problem ?? updating.problem;

  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { input, problems: found } = readSchedule(values, taken);
    setProblems(found);
    if (found.length > 0) return;
    const payload = schedule
      ? (await updating.send({ input: { id: schedule.id, ...input } }))?.updateSchedule
      : (await creating.send({ input }))?.createSchedule;
    if (!payload) return;
    setProblems(
      payload.userErrors.map(({ field, message }) => ({ field: fieldOfSchedule(fieldOfOption(field)), message })),
    );
    if (!payload.schedule || payload.userErrors.length > 0) return;
    const { id } = payload.schedule;
    if (payload.webhookSecret) setSaved({ id, secret: payload.webhookSecret });
    else navigate(schedulePlace(id));
  };

  if (saved) return <SecretOnce {...saved} />;
  return (
    <form class="cw-reading" onSubmit={(event) => void save(event)} noValidate>
      <ErrorSummary problems={problem ? [...problems, { field: null, message: problem }] : problems} />
      <Field
        id="name"
        label="Name"
        width="20"
        value={values.name}
        problem={problemOf(problems, "name")}
        onChange={(name) => set({ name })}
      />
      <Choice
        id="pipeline"
        label="Pipeline"
        choices={pipelines.map(({ name, title }): [string, string] => [name, title])}
        value={values.pipeline}
        problem={problemOf(problems, "pipeline")}
        onChange={(pipeline) => set({ pipeline })}
      />
      <h2 class="govuk-heading-m">When</h2>
      <TimetableFields
        timetable={values.timetable}
        timeZone={values.timeZone}
        problems={problems}
        onTimetable={(timetable) => set({ timetable })}
        onTimeZone={(timeZone) => set({ timeZone })}
      />
      <Radios
        id="overlap"
        label="Where another migration of the pipeline is active"
        choices={choicesOf(OVERLAPS)}
        value={values.overlap}
        onChange={(overlap) => set({ overlap })}
      />
      <Radios
        id="missed"
        label="Times that passed while no server ran"
        choices={choicesOf(MISSES)}
        value={values.missed}
        onChange={(missed) => set({ missed })}
      />
      <Check
        id="enabled"
        label="Switched on"
        hint="Switched off, it stays here and starts nothing."
        checked={values.enabled}
        onChange={(enabled) => set({ enabled })}
      />
      <h2 class="govuk-heading-m">What its migrations are told</h2>
      <OptionsForm taken={taken} values={values.options} problems={problems} onChange={(options) => set({ options })} />
      <h2 class="govuk-heading-m">Whom to tell</h2>
      <WebhookFields values={values} problems={problems} set={set} />
      <OperatorsOnly id="operators-only" />
      <div class="govuk-button-group">
        <button
          type="submit"
          class="govuk-button"
          disabled={!mayOperate || creating.isSending || updating.isSending}
          aria-describedby={mayOperate ? undefined : "operators-only"}
        >
          Save the schedule
        </button>
        <Go to={schedule ? schedulePlace(schedule.id) : SCHEDULES}>Leave it</Go>
      </div>
    </form>
  );
}

/** A secret that the server made is told this one time. */
function SecretOnce({ id, secret }: { readonly id: string; readonly secret: string }) {
  return (
    <div class="cw-reading" role="status">
      <h2 class="govuk-heading-m">The schedule is saved. Its webhook’s secret</h2>
      <p class="govuk-body">It signs the news. Keep it where the receiver can read it: it is not shown again.</p>
      <p class="govuk-body">
        <code class="cw-code cw-secret">{secret}</code>
      </p>
      <GoButton to={schedulePlace(id)}>I have kept it</GoButton>
    </div>
  );
}
