import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { CreateUserDocument, type Role } from "../generated/graphql.js";
import { ErrorSummary } from "../parts/error-summary.js";
import { Choice, Field } from "../parts/fields.js";
import { Opening } from "../parts/opening.js";
import { type Problem, problemOf } from "../parts/problem.js";
import { ROLE_CHOICES } from "./role-choices.js";

const NOBODY: { readonly username: string; readonly role: Role; readonly password: string } = {
  username: "",
  role: "VIEWER",
  password: "",
};

/** Lets somebody in. */
export function NewUser({ onMade }: { readonly onMade: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const [values, setValues] = useState(NOBODY);
  const [made, setMade] = useState<string | null>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const { isSending, problem, send } = useMutation(CreateUserDocument);
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const result = await send({ input: values });
    if (!result) return;
    setProblems(result.createUser.userErrors);
    if (!result.createUser.user) return;
    setMade(values.username);
    setValues(NOBODY);
    setOpen(false);
    onMade();
  };
  return (
    <Opening label="New user" isOpen={isOpen} onOpen={setOpen} told={made && `${made} may sign in now.`}>
      <form class="cw-reading" onSubmit={(event) => void save(event)} noValidate>
        <ErrorSummary problems={problem ? [...problems, { field: null, message: problem }] : problems} />
        <Field
          id="username"
          label="User name"
          width="20"
          spellcheck={false}
          value={values.username}
          problem={problemOf(problems, "username")}
          onChange={(username) => setValues({ ...values, username })}
        />
        <Choice
          id="role"
          label="Role"
          choices={ROLE_CHOICES}
          value={values.role}
          onChange={(role) => setValues({ ...values, role })}
        />
        <Field
          id="password"
          label="First password"
          hint="10 to 200 characters. Tell it on a safe way; it can be changed."
          width="20"
          type="password"
          autocomplete="new-password"
          value={values.password}
          problem={problemOf(problems, "password")}
          onChange={(password) => setValues({ ...values, password })}
        />
        <button type="submit" class="govuk-button" disabled={isSending}>
          Make the user
        </button>
      </form>
    </Opening>
  );
}
