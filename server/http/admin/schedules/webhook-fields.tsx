import { Check, Choice, Field } from "../parts/fields.js";
import { type Problem, problemOf } from "../parts/problem.js";
import { OCCASIONS } from "../parts/words.js";
import { choicesOf } from "../start/options-form.js";
import type { ScheduleValues } from "./schedule-values.js";

interface WebhookFieldsProps {
  readonly values: ScheduleValues;
  readonly problems: readonly Problem[];
  readonly set: (changes: Partial<ScheduleValues>) => void;
}

/** Whom to tell of the end of a schedule's migrations. */
export function WebhookFields({ values, problems, set }: WebhookFieldsProps) {
  return (
    <>
      <Check
        id="hasWebhook"
        label="Post the end of its migrations to a webhook"
        checked={values.hasWebhook}
        onChange={(hasWebhook) => set({ hasWebhook })}
      />
      {values.hasWebhook && (
        <>
          <Field
            id="webhookUrl"
            label="URL"
            type="url"
            spellcheck={false}
            value={values.webhookUrl}
            problem={problemOf(problems, "webhookUrl")}
            onChange={(webhookUrl) => set({ webhookUrl })}
          />
          <Choice
            id="webhookOn"
            label="When"
            choices={choicesOf(OCCASIONS)}
            value={values.webhookOn}
            onChange={(webhookOn) => set({ webhookOn })}
          />
          <Field
            id="webhookSecret"
            label="Secret"
            hint="16 to 200 characters. Empty keeps the one there is; a new webhook gets one that is shown once."
            type="password"
            autocomplete="new-password"
            value={values.webhookSecret}
            problem={problemOf(problems, "webhookSecret")}
            onChange={(webhookSecret) => set({ webhookSecret })}
          />
        </>
      )}
    </>
  );
}
