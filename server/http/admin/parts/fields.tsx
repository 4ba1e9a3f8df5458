import type { ComponentChildren, Ref } from "preact";

interface Labelled {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly problem?: string | null;
}

interface FieldProps extends Labelled {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "password" | "date" | "datetime-local" | "url" | "search";
  readonly width?: "5" | "10" | "20" | "full";
  readonly inputMode?: "numeric" | "text";
  readonly autocomplete?: string;
  readonly spellcheck?: boolean;
  readonly required?: boolean;
  readonly list?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

/** A line to write in. */
export function Field(props: FieldProps) {
  const { id, value, onChange, type = "text", width = "full", inputRef, problem } = props;
  return (
    <Group {...props}>
      <input
        id={id}
        name={id}
        ref={inputRef}
        class={`govuk-input${width === "full" ? "" : ` govuk-input--width-${width}`}${problem ? " govuk-input--error" : ""}`}
        type={type}
        value={value}
        inputMode={props.inputMode}
        autocomplete={props.autocomplete ?? "off"}
        spellcheck={props.spellcheck}
        list={props.list}
        aria-describedby={describedBy(props)}
        aria-invalid={problem ? true : undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </Group>
  );
}

interface ChoiceProps<Value extends string> extends Labelled {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly choices: readonly (readonly [value: Value, text: string])[];
}

/** One of a list. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { id, value, onChange, choices, problem } = props;
  return (
    <Group {...props}>
      <select
        id={id}
        name={id}
        class={`govuk-select${problem ? " govuk-select--error" : ""}`}
        aria-describedby={describedBy(props)}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as Value)}
      >
        {choices.map(([each, text]) => (
          <option key={each} value={each} selected={each === value}>
            {text}
          </option>
        ))}
      </select>
    </Group>
  );
}

/** One of a few, all in sight; what belongs to one comes below it. */
export function Radios<Value extends string>(
  props: ChoiceProps<Value> & { readonly below?: (value: Value) => ComponentChildren },
) {
  const { id, label, hint, value, onChange, choices, problem, below } = props;
  return (
    <div class={`govuk-form-group${problem ? " govuk-form-group--error" : ""}`}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(props)}>
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{label}</legend>
        <Hint id={id} hint={hint} />
        <FieldProblem id={id} problem={problem} />
        <div class="govuk-radios govuk-radios--small">
          {choices.map(([each, text], i) => (
            <div key={each}>
              <div class="govuk-radios__item">
                <input
                  class="govuk-radios__input"
                  type="radio"
                  id={i === 0 ? id : `${id}-${each}`}
                  name={id}
                  value={each}
                  checked={each === value}
                  onChange={() => onChange(each)}
                />
                <label class="govuk-label govuk-radios__label" for={i === 0 ? id : `${id}-${each}`}>
                  {text}
                </label>
              </div>
              {each === value && below?.(each)}
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

interface CheckProps {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function Check({ id, label, hint, checked, onChange }: CheckProps) {
  return (
    <div class="govuk-form-group">
      <div class="govuk-checkboxes govuk-checkboxes--small">
        <div class="govuk-checkboxes__item">
          <input
            class="govuk-checkboxes__input"
            type="checkbox"
            id={id}
            name={id}
            checked={checked}
            aria-describedby={hint ? `${id}-hint` : undefined}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <label class="govuk-label govuk-checkboxes__label" for={id}>
            {label}
          </label>
          {hint && (
            <div id={`${id}-hint`} class="govuk-hint govuk-checkboxes__hint">
              {hint}
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

function Group({ id, label, hint, problem, children }: Labelled & { readonly children: ComponentChildren }) {
  return (
    <div class={`govuk-form-group${problem ? " govuk-form-group--error" : ""}`}>
      <label class="govuk-label govuk-!-font-weight-bold" for={id}>
        {label}
      </label>
      <Hint id={id} hint={hint} />
      <FieldProblem id={id} problem={problem} />
      {children}
    </div>
  );
}

function Hint({ id, hint }: Pick<Labelled, "id" | "hint">) {
  return hint ? (
    <div id={`${id}-hint`} class="govuk-hint">
      {hint}
    </div>
  ) : null;
}

export function FieldProblem({ id, problem }: Pick<Labelled, "id" | "problem">) {
  return problem ? (
    <p id={`${id}-error`} class="govuk-error-message">
      <span class="govuk-visually-hidden">Error:</span> {problem}
    </p>
  ) : null;
}

function describedBy({ id, hint, problem }: Pick<Labelled, "id" | "hint" | "problem">): string | undefined {
  return [hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(" ") || undefined;
}
