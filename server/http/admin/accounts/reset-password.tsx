import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { ResetPasswordDocument, type ShownUserFragment } from "../generated/graphql.js";
import { Confirmation } from "../parts/confirmation.js";
import { Field } from "../parts/fields.js";

/** Gives a user who has lost theirs another password. */
export function ResetPassword({ user: { id, username } }: { readonly user: ShownUserFragment }) {
  const [isAsking, setAsking] = useState(false);
  const [isDone, setDone] = useState(false);
  const [password, setPassword] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isSending, problem, send } = useMutation(ResetPasswordDocument);
  const leave = (): void => {
    setAsking(false);
    setPassword("");
    setRefusal(null);
  };
  const reset = async (): Promise<void> => {
    const result = await send({ input: { id, password } });
    if (!result) return;
    const error = result.resetPassword.userErrors[0];
    if (error) {
      setRefusal(error.message);
      return;
    }
    leave();
    setDone(true);
  };
  return (
    <>
      <button
        type="button"
        class="cw-action"
        aria-label={`Reset password of ${username}`}
        onClick={() => setAsking(true)}
      >
        Reset password
      </button>
      <span role="status">{isDone && "The password is reset."}</span>
      {isAsking && (
        <Confirmation
          title={`Another password for ${username}`}
          confirm="Reset the password"
          isSending={isSending}
          problem={problem}
          onConfirm={() => void reset()}
          onLeave={leave}
        >
          <p>{username} is signed out everywhere. Tell them the password on a safe way; they can change it.</p>
          <Field
            id={`password-${id}`}
            label="New password"
            hint="10 to 200 characters."
            type="password"
            autocomplete="new-password"
            value={password}
            problem={refusal}
            onChange={setPassword}
          />
        </Confirmation>
      )}
    </>
  );
}
