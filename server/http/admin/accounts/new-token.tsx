import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { CreateTokenDocument, type Role } from "../generated/graphql.js";
import { CopyButton } from "../parts/copy-button.js";
import { ErrorSummary } from "../parts/error-summary.js";
import { Choice, Field } from "../parts/fields.js";
import { Opening } from "../parts/opening.js";
import { type Problem, problemOf } from "../parts/problem.js";
import { ROLE_CHOICES } from "./role-choices.js";

const NONE: { readonly name: string; readonly role: Role; readonly days: string } = {
  name: "",
  role: "VIEWER",
  days: "90",
};

/** Makes a token, and shows its secret this one time. */
export function NewToken({ onMade }: { readonly onMade: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const [values, setValues] = useState(NONE);
  const [made, setMade] = useState<{ readonly name: string; readonly secret: string } | null>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { isSending, problem, send } = useMutation(CreateTokenDocument);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { name, role } = values;
    const days = readDays(values.days);
    if (days === null) {
      setProblems([{ field: "days", message: "The days must be a whole number, such as 90" }]);
      return;
    }
    const result = await send({ input: { name, role, days } });
    if (!result) return;
    const { secret, userErrors } = result.createToken;
    setProblems(userErrors);
    if (!secret) return;
    setMade({ name, secret });
    setValues(NONE);
    setOpen(false);
    onMade();
  };
  if (made) return <SecretOnce {...made} onKept={() => setMade(null)} />;
  return (
    <Opening label="New token" isOpen={isOpen} onOpen={setOpen}>
      <form class="cw-reading" onSubmit={(event) => void save(event)} noValidate>
        <ErrorSummary problems={problem ? [...problems, { field: null, message: problem }] : problems} />
        <Field
          id="name"
          label="Name"
          hint="What it is for: the audit log tells of it by this name."
          width="20"
          value={values.name}
          problem={problemOf(problems, "name")}
          onChange={(name) => setValues({ ...values, name })}
        />
        <Choice
          id="role"
          label="Role"
          choices={ROLE_CHOICES}
          value={values.role}
          onChange={(role) => setValues({ ...values, role })}
        />
        <Field
          id="days"
          label="Ends after so many days"
          hint="1 to 366."
          width="5"
          inputMode="numeric"
          value={values.days}
          problem={problemOf(problems, "days")}
          onChange={(days) => setValues({ ...values, days })}
        />
        <button type="submit" class="govuk-button" disabled={isSending}>
          Make the token
        </button>
      </form>
    </Opening>
  );
}

/** What can be no number of the API's is told here; which numbers it takes, it says itself. */
function readDays(text: string): number | null {
  return /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

interface SecretOnceProps {
  readonly name: string;
  readonly secret: string;
  readonly onKept: () => void;
}

function SecretOnce({ name, secret, onKept }: SecretOnceProps) {
  return (
    <section class="cw-now cw-reading" aria-labelledby="secret">
      <h2 class="govuk-heading-m" id="secret">
        The secret of {name}
      </h2>
      <p class="govuk-body" role="status">
        Keep it where the program reads it: it is not shown again. It goes into the header{" "}
        <code class="cw-code">Authorization: Bearer</code>.
      </p>
      <p class="govuk-body">
        <code class="cw-code cw-secret">{secret}</code>
      </p>
      <div class="govuk-button-group govuk-!-margin-bottom-0">
        <CopyButton text={secret} />
        <button type="button" class="govuk-button govuk-button--secondary" onClick={onKept}>
          I have kept it
        </button>
      </div>
    </section>
  );
}
