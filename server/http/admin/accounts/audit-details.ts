/** An entry's particulars as a line: names and values, what is not there left out. */
export function describeDetails(details: unknown): string {
  if (typeof details !== "object" || details === null) return shown(details);
  const parts = Object.entries(details).flatMap(([name, value]) =>
    value === null ? [] : [`${spaced(name)}: ${shown(value)}`],
  );
  return parts.length > 0 ? parts.join(", ") : "–";
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(" ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `migrationId` as people read it. */
function spaced(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
