import { dump } from "js-yaml";

/** What the YAML reports hold. */
export type YamlValue = string | number | boolean | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/** Unfolded, so that a value is on one line unless it has several itself. */
export const YAML_STYLE = { lineWidth: -1, noRefs: true } as const;

/**
 * An item of a YAML list, as js-yaml dumps it: js-yaml writes every scalar that could be taken for something else,
 * this only the structure around them, since a dump of whole entries takes several times as long.
 */
export function yamlItem(value: YamlValue, indent = 0): string {
  const dash = `${" ".repeat(indent)}-`;
  const block = blockOf(value, indent + 2);
  // A block within an item begins on the line of its dash.
  return block === "" ? dash + inline(value, indent) : `${dash} ${block.slice(indent + 2)}`;
}

/** The lines of a list or a mapping; none where it is empty or no such thing. */
function blockOf(value: YamlValue, indent: number): string {
  if (typeof value !== "object") return "";
  let text = "";
  if (isList(value)) for (const item of value) text += yamlItem(item, indent);
  else {
    const margin = " ".repeat(indent);
    for (const key of Object.keys(value)) {
      const held = value[key] as YamlValue;
      const block = blockOf(held, indent + 2);
      text += `${margin}${scalar(key, indent)}:${block === "" ? inline(held, indent) : `\n${block}`}`;
    }
  }
  return text;
}

/** A scalar, or what stands for an empty list or mapping, to the end of its last line. */
function inline(value: YamlValue, indent: number): string {
  if (typeof value === "string") return ` ${scalar(value, indent)}\n`;
  if (typeof value !== "object") return ` ${value}\n`;
  return isList(value) ? " []\n" : " {}\n";
}

/** Array.isArray does not tell a readonly list from the rest. */
function isList(value: object): value is readonly YamlValue[] {
  return Array.isArray(value);
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** also as people type them, with spaces around */
const DIGITS = /^ *[0-9]+ *$/;

/** Names of classes and keys come again with every record; ids do not, so few are remembered. */
const remembered = new Map<string, string>();
const MOST_REMEMBERED = 1_000;

/** Dumped as an item with another behind it: what stands alone or last is indented and ended in another way. */
function scalar(text: string, indent: number): string {
  if (UUID.test(text)) return text;
  if (DIGITS.test(text)) return `'${text}'`;
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const dumped = dump([text, 0], YAML_STYLE).slice("- ".length, -"\n- 0\n".length);
  if (dumped.includes("\n")) return indented(dumped, indent);
  if (remembered.size < MOST_REMEMBERED) remembered.set(text, dumped);
  return dumped;
}

/** A text of several lines, moved to the right; empty lines stay empty. */
function indented(text: string, indent: number): string {
  const margin = " ".repeat(indent);
  return text
    .split("\n")
    .map((line, i) => (i === 0 || line === "" ? line : margin + line))
    .join("\n");
}
