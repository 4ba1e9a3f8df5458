import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { type ShownUserFragment, UpdateUserDocument } from "../generated/graphql.js";
import { Confirmation } from "../parts/confirmation.js";

interface DisableUserProps {
  readonly user: ShownUserFragment;
  readonly onChange: () => void;
}

/** Keeps a user out, or lets them in again. */
export function DisableUser({ user: { id, username, disabledAt }, onChange }: DisableUserProps) {
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isSending, problem, send } = useMutation(UpdateUserDocument);
  const turn = async (): Promise<void> => {
    const result = await send({ input: { id, disabled: disabledAt === null } });
    if (!result) return;
    const error = result.updateUser.userErrors[0];
    setRefusal(error?.message ?? null);
    if (error) return;
    setAsking(false);
    onChange();
  };
  const what = disabledAt ? "Enable" : "Disable";
  return (
    <>
      <button
        type="button"
        class="cw-action"
        aria-label={`${what} ${username}`}
        disabled={isSending}
        onClick={() => (disabledAt ? void turn() : setAsking(true))}
      >
        {what}
      </button>
      {isAsking && (
        <Confirmation
          title={`Disable ${username}?`}
          confirm="Disable"
          isWarning
          isSending={isSending}
          problem={refusal ?? problem}
          onConfirm={() => void turn()}
          onLeave={() => setAsking(false)}
        >
          <p>
            {username} is signed out everywhere at once, and can’t sign in until you enable them again. What they did
            stays in the audit log.
          </p>
        </Confirmation>
      )}
      {!isAsking && (refusal ?? problem) && (
        <span class="govuk-error-message" role="alert">
          {refusal ?? problem}
        </span>
      )}
    </>
  );
}
