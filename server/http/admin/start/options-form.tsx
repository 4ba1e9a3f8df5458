import type { MigrationOptionName } from "../generated/graphql.js";
import { Check, Choice, Field, FieldProblem, Radios } from "../parts/fields.js";
import { type Problem, problemOf } from "../parts/problem.js";
import { CHANGE_DETECTIONS, MODES } from "../parts/words.js";
import type { OptionValues, Since } from "./options.js";

interface OptionsFormProps {
  readonly taken: readonly MigrationOptionName[];
  readonly values: OptionValues;
  readonly problems: readonly Problem[];
  readonly onChange: (values: OptionValues) => void;
}

const SINCE: readonly (readonly [Since, string])[] = [
  ["EVERYTHING", "Everything"],
  ["LAST", "What was modified since the last migration that took everything"],
  ["YESTERDAY", "What was modified since yesterday"],
  ["DATE", "What was modified since a date"],
];

/** The options that a pipeline takes, each in the form that suits it. */
export function OptionsForm({ taken, values, problems, onChange }: OptionsFormProps) {
  const set = (changes: Partial<OptionValues>): void => onChange({ ...values, ...changes });
  const takes = (option: MigrationOptionName): boolean => taken.includes(option);
  const hasMore = (["limit", "batchSize", "changeDetection", "forceUpdate", "rejectedOf"] as const).some(takes);
  return (
    <>
      {takes("dryRun") && (
        <Check
          id="dryRun"
          label="Dry run"
          hint="Forecast the changes, apply none."
          checked={values.dryRun}
          onChange={(dryRun) => set({ dryRun })}
        />
      )}
      {takes("mode") && (
        <Radios
          id="mode"
          label="What may be written"
          choices={choicesOf(MODES)}
          value={values.mode}
          onChange={(mode) => set({ mode })}
        />
      )}
      {takes("modifiedSince") && (
        <Radios
          id="since"
          label="What to take"
          choices={SINCE}
          value={values.since}
          onChange={(since) => set({ since })}
          below={(since) =>
            since === "DATE" && (
              <div class="govuk-radios__conditional">
                <Field
                  id="sinceDate"
                  label="Since"
                  hint="In UTC, such as 2024-03-01 or 2024-03-01T14:30:00Z"
                  width="20"
                  value={values.sinceDate}
                  problem={problemOf(problems, "sinceDate")}
                  onChange={(sinceDate) => set({ sinceDate })}
                />
              </div>
            )
          }
        />
      )}
      {takes("idRange") && <IdRange values={values} problems={problems} set={set} />}
      {hasMore && (
        <details class="govuk-details" open={hasSpecial(values, problems)}>
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">More options</span>
          </summary>
          <div class="govuk-details__text">
            <MoreOptions takes={takes} values={values} problems={problems} set={set} />
          </div>
        </details>
      )}
    </>
  );
}

interface PartProps {
  readonly values: OptionValues;
  readonly problems: readonly Problem[];
  readonly set: (changes: Partial<OptionValues>) => void;
}

function IdRange({ values, problems, set }: PartProps) {
  const problem = problemOf(problems, "idFrom") ?? problemOf(problems, "idTo");
  return (
    <div class={`govuk-form-group${problem ? " govuk-form-group--error" : ""}`}>
      <fieldset class="govuk-fieldset" aria-describedby="idRange-hint">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Only a range of ids</legend>
        <div class="govuk-hint" id="idRange-hint">
          Both ends are included. Leave both empty for all.
        </div>
        <FieldProblem id="idRange" problem={problem} />
        <div class="cw-range">
          <Field
            id="idFrom"
            label="From"
            width="10"
            inputMode="numeric"
            value={values.idFrom}
            onChange={(idFrom) => set({ idFrom })}
          />
          <Field
            id="idTo"
            label="To"
            width="10"
            inputMode="numeric"
            value={values.idTo}
            onChange={(idTo) => set({ idTo })}
          />
        </div>
      </fieldset>
    </div>
  );
}

function MoreOptions({
  takes,
  values,
  problems,
  set,
}: PartProps & { readonly takes: (option: MigrationOptionName) => boolean }) {
  return (
    <>
      {takes("limit") && (
        <Field
          id="limit"
          label="At most so many records"
          hint="Empty for all."
          width="10"
          inputMode="numeric"
          value={values.limit}
          problem={problemOf(problems, "limit")}
          onChange={(limit) => set({ limit })}
        />
      )}
      {takes("batchSize") && (
        <Field
          id="batchSize"
          label="Records a transaction"
          hint="From 1 to 50,000; empty for what suits most."
          width="10"
          inputMode="numeric"
          value={values.batchSize}
          problem={problemOf(problems, "batchSize")}
          onChange={(batchSize) => set({ batchSize })}
        />
      )}
      {takes("changeDetection") && (
        <Choice
          id="changeDetection"
          label="What tells that a row has changed"
          choices={choicesOf(CHANGE_DETECTIONS)}
          value={values.changeDetection}
          onChange={(changeDetection) => set({ changeDetection })}
        />
      )}
      {takes("rejectedOf") && (
        <Field
          id="rejectedOf"
          label="Only what this migration rejected"
          hint="A migration’s number; empty for none."
          width="10"
          inputMode="numeric"
          value={values.rejectedOf}
          problem={problemOf(problems, "rejectedOf")}
          onChange={(rejectedOf) => set({ rejectedOf })}
        />
      )}
      {takes("forceUpdate") && (
        <Check
          id="forceUpdate"
          label="Write also what has not changed"
          checked={values.forceUpdate}
          onChange={(forceUpdate) => set({ forceUpdate })}
        />
      )}
    </>
  );
}

/** Whether something that is folded away is set or wrong. */
function hasSpecial(values: OptionValues, problems: readonly Problem[]): boolean {
  const { limit, batchSize, rejectedOf, forceUpdate, changeDetection } = values;
  const isSet = limit !== "" || batchSize !== "" || rejectedOf !== "" || forceUpdate || changeDetection !== "BOTH";
  return isSet || problems.some(({ field }) => field === "limit" || field === "batchSize" || field === "rejectedOf");
}

export function choicesOf<Value extends string>(
  words: Readonly<Record<Value, string>>,
): readonly (readonly [Value, string])[] {
  return Object.entries(words) as [Value, string][];
}
