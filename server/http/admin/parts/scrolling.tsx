import type { ComponentChildren } from "preact";

/** What may be wider than the window: it scrolls by itself, also by keyboard. It is no landmark: a page has many. */
export function Scrolling({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <div class="cw-scrolling" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
