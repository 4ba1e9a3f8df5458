import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

interface ConfirmationProps {
  readonly title: string;
  readonly confirm: string;
  readonly isWarning?: boolean;
  readonly isSending: boolean;
  readonly problem?: string | null;
  readonly onConfirm: () => void;
  readonly onLeave: () => void;
  readonly children: ComponentChildren;
}

/** Asks once more, in front of everything else; Escape and the other button leave all as it is. */
export function Confirmation(props: ConfirmationProps) {
  const { title, confirm, isWarning, isSending, problem, onConfirm, onLeave, children } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog ref={dialog} class="cw-dialog" aria-labelledby={heading} onCancel={onLeave}>
      <h2 class="govuk-heading-m" id={heading}>
        {title}
      </h2>
      <div class="govuk-body">{children}</div>
      {problem && (
        <p class="govuk-error-message" role="alert">
          {problem}
        </p>
      )}
      <div class="govuk-button-group">
        <button
          type="button"
          class={`govuk-button${isWarning ? " govuk-button--warning" : ""}`}
          disabled={isSending}
          onClick={onConfirm}
        >
          {confirm}
        </button>
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          // where it can't be undone, Enter alone must not do it
          autofocus={isWarning}
          onClick={onLeave}
        >
          Leave it
        </button>
      </div>
    </dialog>
  );
}
