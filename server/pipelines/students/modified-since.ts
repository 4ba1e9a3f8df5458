import { literal } from "./literal.js";
import { WHITE_SPACE } from "./student-id.js";

const DAY_MS = 24 * 3600 * 1000;

// Only what surely is a moment: a day that every calendar year has, a time of the day, a zone that there is.
const DAY =
  "[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)";
const TIME = "[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]+)?)?";
const ZONE = "[+-](?:0[0-9]|1[0-4]):[0-5][0-9]";
const IN_UTC = `^[${WHITE_SPACE}]*${DAY}(?:${TIME}Z?)?[${WHITE_SPACE}]*$`;
const IN_A_ZONE = `^[${WHITE_SPACE}]*${DAY}${TIME}${ZONE}[${WHITE_SPACE}]*$`;

/**
 * A condition that leaves out rows which certainly were modified before `since`, and loses none of the others:
 * whatever does not look like a moment passes, and of one in another zone only the day counts, less one.
 * It compares texts and casts nothing. `isModifiedSince` has the last word.
 */
export function modifiedSinceSql(modified: string, since: Date): string {
  const moment = since.toISOString().slice(0, 23).replace("T", " ");
  const dayBefore = new Date(since.getTime() - DAY_MS).toISOString().slice(0, 10);
  const trimmed = `btrim(${modified}, ${literal(`${WHITE_SPACE}Z`)})`;
  const filledUp = `${trimmed} || substr('0000-00-00 00:00:00.000', length(${trimmed}) + 1)`;
  return `
    case
      when ${isLongBefore(modified, dayBefore)} then false
      when ${modified} ~ ${literal(IN_UTC)} then translate(${filledUp}, 'T', ' ') collate "C" >= ${literal(moment)}
      when ${modified} ~ ${literal(IN_A_ZONE)} then left(${trimmed}, 10) collate "C" >= ${literal(dayBefore)}
      else true
    end`;
}

/** How moments look that the legacy system writes itself, with any digits. */
const USUAL_SHAPES = ["", " 00:00", " 00:00:00", " 00:00:00.000", " 00:00:00.000000", "T00:00:00", "T00:00:00Z"];

/**
 * Nearly every row of a large table is left out by this alone, without a regular expression.
 * It holds only for moments that the expressions below would read as well.
 */
function isLongBefore(modified: string, day: string): string {
  const shapes = USUAL_SHAPES.map((time) => literal(`0000-00-00${time}`));
  const part = (from: number, most: string): string =>
    `substr(${modified}, ${from}, 2) collate "C" <= ${literal(most)}`;
  return [
    `translate(${modified}, '123456789', '000000000') in (${shapes.join(", ")})`,
    `left(${modified}, 10) collate "C" < ${literal(day)}`,
    `substr(${modified}, 6, 2) between '01' and '12'`,
    `substr(${modified}, 9, 2) between '01' and '28'`,
    ...[part(12, "23"), part(15, "59"), part(18, "59")],
  ].join(" and ");
}
