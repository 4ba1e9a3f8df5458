import { useEffect, useRef, useState } from "preact/hooks";
import type { MigrationHead } from "../migration/shown.js";
import { Choice } from "../parts/fields.js";
import type { Filters } from "../parts/use-filters.js";

interface ModelChoiceProps {
  readonly migration: MigrationHead;
  readonly filters: Filters;
}

/** One model or all; nothing where there is but one. */
export function ModelChoice({ migration, filters }: ModelChoiceProps) {
  const { models } = migration.pipeline;
  if (models.length < 2) return null;
  return (
    <Choice
      id="model"
      label="Model"
      value={filters.get("model") ?? ""}
      choices={[["", "All"], ...models.map(({ name, title }): [string, string] => [name, title])]}
      onChange={(model) => filters.set({ model })}
    />
  );
}

/** Waits with the search until one has paused to type. */
const PAUSE_MS = 350;

/** Finds by id, key value or name, as one types. */
export function Search({ filters }: { readonly filters: Filters }) {
  const wanted = filters.get("search") ?? "";
  const [text, setText] = useState(wanted);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const sent = useRef(wanted);
  useEffect(() => {
    // the address changed by itself, such as by going back
    if (wanted !== sent.current) setText(wanted);
    sent.current = wanted;
  }, [wanted]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const send = (value: string): void => {
    clearTimeout(timer.current);
    sent.current = value.trim();
    filters.set({ search: value.trim() });
  };
  return (
    <search class="cw-search">
      <form
        class="govuk-form-group"
        onSubmit={(event) => {
          event.preventDefault();
          send(text);
        }}
      >
        <label class="govuk-label govuk-!-font-weight-bold" for="search">
          Search
        </label>
        <input
          id="search"
          class="govuk-input"
          type="search"
          value={text}
          autocomplete="off"
          spellcheck={false}
          placeholder="An id, a key value, or words of a name"
          onInput={(event) => {
            const { value } = event.currentTarget;
            setText(value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => send(value), PAUSE_MS);
          }}
        />
      </form>
    </search>
  );
}
