import type { ComponentChildren } from "preact";
import { Link } from "wouter-preact";

interface GoProps {
  readonly to: string;
  readonly children: ComponentChildren;
  readonly class?: string;
  readonly current?: boolean;
  readonly label?: string;
}

/** A link to another place of this page. */
export function Go({ to, children, class: className = "govuk-link", current, label }: GoProps) {
  return (
    <Link href={to} class={className} aria-current={current ? "page" : undefined} aria-label={label}>
      {children}
    </Link>
  );
}

interface GoButtonProps {
  readonly to: string;
  readonly kind?: "primary" | "secondary" | "warning";
  readonly children: ComponentChildren;
}

/** A link that looks like the button that it stands for. */
export function GoButton({ to, kind = "primary", children }: GoButtonProps) {
  return (
    <Link href={to} class={`govuk-button${kind === "primary" ? "" : ` govuk-button--${kind}`}`} draggable={false}>
      {children}
    </Link>
  );
}
