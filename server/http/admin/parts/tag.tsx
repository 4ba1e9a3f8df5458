import type { ComponentChildren } from "preact";
import type { Colour } from "./colour.js";

/** A short coloured word; the colour only repeats what the word says. */
export function Tag({ colour, children }: { readonly colour: Colour; readonly children: ComponentChildren }) {
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{children}</strong>;
}
