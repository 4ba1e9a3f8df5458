import { CrosswalkError } from "./errors.js";
import type { Page, PageRequest } from "./page.js";

/** Who pays for students; legacy rows name it by its code. */
export interface Sponsor {
  readonly code: string;
  readonly name: string;
}

export interface SponsorCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface SavedSponsor {
  readonly sponsor: Sponsor;
  readonly effect: "CREATED" | "UPDATED" | "UNCHANGED";
}

export interface SponsorRequest extends PageRequest<string> {
  /** only those whose code or name holds this text, whatever its case */
  readonly search?: string | null;
}

/** The sponsors that there are: reference data, by code. */
export interface SponsorStore {
  list(request: SponsorRequest): Promise<Page<Sponsor, string>>;
  /** `by` is who asks, or whoever runs the process */
  save(sponsor: Sponsor, by?: string): Promise<SavedSponsor>;
  /** all of them or, where one is invalid, none */
  importAll(sponsors: readonly Sponsor[]): Promise<SponsorCounts>;
}

/** A sponsor as it is kept: code in upper case, both without spaces around. `row` says which of many it is. */
export function readSponsor(given: Sponsor, row?: number): Sponsor {
  const sponsor = { code: given.code.trim().toUpperCase(), name: given.name.trim() };
  for (const [field, value] of Object.entries(sponsor)) {
    if (value === "") throw invalid(`its ${field} is blank`, row);
    if (/\p{Cc}/u.test(value)) throw invalid(`its ${field} holds a control character`, row);
  }
  return sponsor;
}

/** Sponsors of different codes; a row that is given twice counts once. */
export function readSponsors(given: readonly Sponsor[]): readonly Sponsor[] {
  const byCode = new Map<string, Sponsor>();
  for (const [i, row] of given.entries()) {
    const sponsor = readSponsor(row, i + 1);
    const other = byCode.get(sponsor.code);
    if (other !== undefined && other.name !== sponsor.name)
      throw invalid(`it gives the code ${sponsor.code} another name than a row before`, i + 1);
    byCode.set(sponsor.code, sponsor);
  }
  return [...byCode.values()];
}

function invalid(problem: string, row?: number): CrosswalkError {
  return new CrosswalkError(
    "SPONSOR_INVALID",
    `The sponsor${row === undefined ? "" : ` of row ${row}`} can't be kept: ${problem}. ` +
      "A sponsor needs a code of its own and a name.",
  );
}
