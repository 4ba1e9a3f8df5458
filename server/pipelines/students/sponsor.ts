import type { Fields } from "../../core/upsert/entities.js";
import { presentText } from "./text.js";

/** Longer than any code, so that what stands in brackets by mistake still fits where unknown codes are kept. */
const LONGEST_UNKNOWN_CODE = 100;
const IN_BRACKETS = /<([^<>]*)>|\{([^{}]*)\}/g;

/** A student's sponsorship, or the code that no sponsor has. */
export interface Sponsoring {
  readonly sponsorship: Fields | null;
  readonly unknownCode: string | null;
}

/** The code of a row: what `sponsor_info` says, else what stands in `<>` or `{}` in the name; upper case. */
export function sponsorCodeOf(name: string | null, sponsorInfo: string | null): string | null {
  if (sponsorInfo !== null) return codeIn(sponsorInfo) ?? sponsorInfo.toUpperCase();
  return name === null ? null : codeIn(name);
}

/**
 * A code that no sponsor has gives no sponsorship, so that one under an earlier code ends: the source says it is over.
 * The start date is left out, so that a stored one stays (see entities.ts).
 */
export function sponsoringOf(code: string | null, codes: ReadonlySet<string>): Sponsoring {
  if (code === null) return { sponsorship: null, unknownCode: null };
  if (!codes.has(code))
    return { sponsorship: null, unknownCode: Array.from(code).slice(0, LONGEST_UNKNOWN_CODE).join("") };
  return { sponsorship: { sponsor: code, sponsorship_type: "FULL", notes: null }, unknownCode: null };
}

/** The first code in brackets that is one. */
function codeIn(text: string): string | null {
  for (const [, angled, braced] of text.matchAll(IN_BRACKETS)) {
    const code = presentText(angled ?? braced ?? null);
    if (code !== null) return code.toUpperCase();
  }
  return null;
}
