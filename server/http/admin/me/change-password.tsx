import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { ChangePasswordDocument } from "../generated/graphql.js";
import { ErrorSummary } from "../parts/error-summary.js";
import { Field } from "../parts/fields.js";
import { type Problem, problemOf } from "../parts/problem.js";

const EMPTY = { current: "", next: "", again: "" } as const;

/** Changes one's own password; the server says which it takes. */
export function ChangePassword() {
  const [values, setValues] = useState<Readonly<Record<keyof typeof EMPTY, string>>>(EMPTY);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [isDone, setDone] = useState(false);
  const { isSending, problem, send } = useMutation(ChangePasswordDocument);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    setDone(false);
    if (values.next !== values.again) {
      setProblems([{ field: "again", message: "This is not the new password: write the same twice" }]);
      return;
    }
    const result = await send({ input: { current: values.current, next: values.next } });
    if (!result) return;
    const { userErrors } = result.changePassword;
    setProblems(userErrors);
    if (userErrors.length > 0) return;
    setValues(EMPTY);
    setDone(true);
  };
  const field = (id: keyof typeof EMPTY, label: string, autocomplete: string, hint?: string) => (
    <Field
      id={id}
      label={label}
      hint={hint}
      width="20"
      type="password"
      autocomplete={autocomplete}
      value={values[id]}
      problem={problemOf(problems, id)}
      onChange={(value) => setValues({ ...values, [id]: value })}
    />
  );
  return (
    <section class="cw-reading cw-section" aria-labelledby="change-password">
      <h2 class="govuk-heading-m" id="change-password">
        Change your password
      </h2>
      <form onSubmit={(event) => void save(event)} noValidate>
        <ErrorSummary problems={problem ? [...problems, { field: null, message: problem }] : problems} />
        {field("current", "The password that you have", "current-password")}
        {field("next", "New password", "new-password", "10 to 200 characters. You are signed out everywhere else.")}
        {field("again", "New password, again", "new-password")}
        <button type="submit" class="govuk-button" disabled={isSending}>
          Change it
        </button>
        <div role="status">{isDone && <p class="cw-note cw-note--good">Your password is changed.</p>}</div>
      </form>
    </section>
  );
}
