import { presentText } from "./text.js";

/** What the name field holds besides a sponsor's code. */
export interface StudentName {
  readonly familyName: string;
  /** empty where the field holds one word */
  readonly personalName: string;
  readonly status: "ACTIVE" | "FROZEN";
}

const NOTES = /<[^<>]*>|\{[^{}]*\}|\[[^[\]]*\]/g;
const SIGNS = /[$#<>{}[\]]/g;

/** Reads the name field; null where it holds no letter that belongs to a name. */
export function readName(field: string): StudentName | null {
  // What stood on both sides of a note are two words.
  const name = presentText(field.replace(NOTES, " ").replace(SIGNS, ""));
  if (name === null || !/\p{L}/u.test(name)) return null;
  const [familyName = "", ...rest] = name.toUpperCase().split(/\s+/u);
  return { familyName, personalName: rest.join(" "), status: statusIn(field) };
}

/** `$$` in front means outstanding fees. */
function statusIn(field: string): StudentName["status"] {
  return field.trimStart().startsWith("$$") ? "FROZEN" : "ACTIVE";
}
