import type { ComponentChildren } from "preact";

interface OpeningProps {
  readonly label: string;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  /** what came of it last */
  readonly told?: string | null | false;
  readonly children: ComponentChildren;
}

/** A form that is there once one asks for it. */
export function Opening({ label, isOpen, onOpen, told, children }: OpeningProps) {
  return (
    <>
      <button
        type="button"
        class={`govuk-button${isOpen ? " govuk-button--secondary" : ""}`}
        aria-expanded={isOpen}
        onClick={() => onOpen(!isOpen)}
      >
        {label}
      </button>
      <div role="status">{told && !isOpen && <p class="cw-note cw-note--good">{told}</p>}</div>
      {isOpen && children}
    </>
  );
}
