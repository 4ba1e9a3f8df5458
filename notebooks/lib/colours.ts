/** The same colour for the same thing everywhere; told apart by colour-blind people as well (Okabe and Ito's set). */
export const COLOURS = {
  Matched: "#0072b2",
  "Left orphans": "#e69f00",
  "Right orphans": "#d55e00",
  Orphans: "#d55e00",
  Duplicates: "#cc79a7",
  Excluded: "#8c8c8c",
  Absent: "#bdbdbd",
  Created: "#009e73",
  Updated: "#56b4e9",
  Unchanged: "#8c8c8c",
  Rejected: "#d55e00",
  Left: "#e69f00",
  Right: "#56b4e9",
  "With candidates": "#009e73",
  "Without candidates": "#d55e00",
} as const;

export type Coloured = keyof typeof COLOURS;

/** For things without a colour of their own, such as match keys and stages, in their order. */
export const SERIES = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8c8c8c", "#b2a000"];

/** A colour scale of Plot for these things. */
export function colours(names: readonly Coloured[]) {
  return { domain: [...names], range: names.map((name) => COLOURS[name]), legend: true };
}

/** A colour scale of Plot for things without colours of their own. */
export function series(names: readonly string[]) {
  return { domain: [...names], range: names.map((_, i) => SERIES[i % SERIES.length] as string), legend: true };
}
