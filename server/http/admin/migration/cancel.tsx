import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { CancelMigrationDocument } from "../generated/graphql.js";
import { Confirmation } from "../parts/confirmation.js";
import { useMayOperate } from "../session/me.js";
import { OperatorsOnly } from "../session/role-note.js";

/** Asks a migration to stop, once more before it does. */
export function Cancel({ id, isCancelling }: { readonly id: string; readonly isCancelling: boolean }) {
  const mayOperate = useMayOperate();
  const [isAsking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isSending, problem, send } = useMutation(CancelMigrationDocument);
  const cancel = async (): Promise<void> => {
    const result = await send({ id });
    if (!result) return;
    setRefusal(result.cancelMigration.userErrors[0]?.message ?? null);
    setAsking(false);
  };
  return (
    <>
      <OperatorsOnly id="operators-only" />
      {refusal && (
        <p class="cw-note cw-note--warning" role="alert">
          {refusal}
        </p>
      )}
      <button
        type="button"
        class="govuk-button govuk-button--warning"
        disabled={!mayOperate || isCancelling}
        aria-describedby={mayOperate ? undefined : "operators-only"}
        onClick={() => setAsking(true)}
      >
        {isCancelling ? "Cancelling: it stops between two batches" : "Cancel the migration"}
      </button>
      {isAsking && (
        <Confirmation
          title={`Cancel migration ${id}?`}
          confirm="Cancel it"
          isWarning
          isSending={isSending}
          problem={problem}
          onConfirm={() => void cancel()}
          onLeave={() => setAsking(false)}
        >
          <p>It stops between two batches. What it has written stays, and is listed in its changes.</p>
        </Confirmation>
      )}
    </>
  );
}
