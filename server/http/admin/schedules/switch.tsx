import { useState } from "preact/hooks";
import { useMutation } from "../api/use-mutation.js";
import { type ShownScheduleFragment, UpdateScheduleDocument } from "../generated/graphql.js";
import { useMayOperate } from "../session/me.js";

interface SwitchProps {
  readonly schedule: Pick<ShownScheduleFragment, "id" | "name" | "enabled">;
  readonly onChange: () => void;
}

/** On or off, at a press. */
export function Switch({ schedule: { id, name, enabled }, onChange }: SwitchProps) {
  const mayOperate = useMayOperate();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isSending, problem, send } = useMutation(UpdateScheduleDocument);
  const turn = async (): Promise<void> => {
    const result = await send({ input: { id, enabled: !enabled } });
    if (!result) return;
    setRefusal(result.updateSchedule.userErrors[0]?.message ?? null);
    onChange();
  };
  return (
    <>
      <button
        type="button"
        class="cw-switch"
        role="switch"
        aria-checked={enabled}
        aria-label={`${name} is switched on`}
        disabled={!mayOperate || isSending}
        onClick={() => void turn()}
      >
        <span class="cw-switch__knob" aria-hidden="true" />
        {enabled ? "On" : "Off"}
      </button>
      {(refusal ?? problem) && (
        <span class="govuk-error-message" role="alert">
          {refusal ?? problem}
        </span>
      )}
    </>
  );
}
