import type { ComponentChildren } from "preact";

/** What there is to know of a thing, at a glance. */
export function Facts({ children }: { readonly children: ComponentChildren }) {
  return <dl class="cw-facts">{children}</dl>;
}

export function Fact({ what, children }: { readonly what: string; readonly children: ComponentChildren }) {
  return (
    <div class="cw-facts__one">
      <dt>{what}</dt>
      <dd>{children}</dd>
    </div>
  );
}
