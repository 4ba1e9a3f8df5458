/** Stands for a value about a person. A missing value stays missing, for that is often why a row was rejected. */
export const MASK = "[masked]";

/** Shorter values stand in many words that have nothing to do with them. */
const SHORTEST_HIDDEN = 3;

/** A rejected row, or several in one, with the values of columns masked that may be about a person. */
export function maskRow(row: unknown, shown: ReadonlySet<string>): unknown {
  if (Array.isArray(row)) return row.map((each) => maskRow(each, shown));
  if (!isObject(row)) return masked(row);
  const columns = Object.entries(row).map(([name, value]) => {
    if (typeof value === "object" && value !== null) return [name, maskRow(value, shown)];
    return [name, name === "id" || shown.has(name) ? value : masked(value)];
  });
  return Object.fromEntries(columns);
}

/** A message without the masked values of its row, in whatever case it gives them. */
export function maskMessage(message: string, row: unknown, shown: ReadonlySet<string>): string {
  let hidden = message;
  for (const value of hiddenValues(row, shown)) {
    const pattern = new RegExp(value.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "gi");
    hidden = hidden.replace(pattern, () => MASK);
  }
  return hidden;
}

/** The values that masking takes away, the longest first. */
function hiddenValues(row: unknown, shown: ReadonlySet<string>): readonly string[] {
  if (!isObject(row)) return [];
  return Object.entries(row)
    .flatMap(([name, value]): readonly string[] => {
      if (Array.isArray(value)) return value.flatMap((each) => hiddenValues(each, shown));
      if (isObject(value)) return hiddenValues(value, shown);
      return typeof value === "string" && name !== "id" && !shown.has(name) ? [value.trim()] : [];
    })
    .filter((value) => value.length >= SHORTEST_HIDDEN)
    .sort((a, b) => b.length - a.length);
}

function masked(value: unknown): unknown {
  return value === null || (typeof value === "string" && value.trim() === "") ? value : MASK;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
