/** Bytes of a UUID that is not written out. */
export const UUID_BYTES = 16;

const WRITTEN_BYTES = 36;
const DASH = 45;
/** where dashes stand, and before which of the 16 bytes */
const DASHES = [8, 13, 18, 23];
const BEHIND_DASH = [4, 6, 8, 10];

/** What a byte is worth as a hexadecimal digit; -1 for any other. */
function digitsOf(characters: string): Int8Array {
  const digits = new Int8Array(256).fill(-1);
  for (const character of characters) digits[character.charCodeAt(0)] = Number.parseInt(character, 16);
  return digits;
}

const LOWER_CASE = digitsOf("0123456789abcdef");
const ANY_CASE = digitsOf("0123456789abcdefABCDEF");

/** Packs a UUID that is written in lower case, or in any, into `into` at a place; false where it is none. */
export function packUuid(
  from: Uint8Array,
  start: number,
  end: number,
  into: Uint8Array,
  place: number,
  anyCase: boolean,
): boolean {
  if (end - start !== WRITTEN_BYTES) return false;
  for (let i = 0; i < DASHES.length; i++) if (from[start + (DASHES[i] as number)] !== DASH) return false;
  const digits = anyCase ? ANY_CASE : LOWER_CASE;
  let at = start;
  for (let i = 0; i < UUID_BYTES; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) at++;
    const high = digits[from[at] as number] as number;
    const low = digits[from[at + 1] as number] as number;
    if ((high | low) < 0) return false;
    into[place + i] = (high << 4) | low;
    at += 2;
  }
  return true;
}

/** As it is written, in lower case. */
export function writtenUuid(packed: Buffer): string {
  const hex = packed.toString("hex");
  const cuts = [0, ...BEHIND_DASH.map((byte) => byte * 2)];
  return cuts.map((cut, i) => hex.slice(cut, cuts[i + 1])).join("-");
}
