import type { ComponentChildren } from "preact";

/** What there is to know of a thing, at a glance. */
export function Facts({ children }: { readonly children: ComponentChildren }) {
  return <dl class="cw-facts">{children}</dl>;
}

interface FactProps {
  readonly what: string;
  /** where it takes a sentence to say */
  readonly isLong?: boolean;
  readonly children: ComponentChildren;
}

export function Fact({ what, isLong = false, children }: FactProps) {
  return (
    <div class={isLong ? "cw-facts__long" : undefined}>
      <dt>{what}</dt>
      <dd>{children}</dd>
    </div>
  );
}
