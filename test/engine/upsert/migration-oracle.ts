import { isDeepStrictEqual } from "node:util";
import type { MigrationOptions } from "../../../server/core/options.js";
import type { GivenRow, StoredStudent } from "../../helpers/students-scenario.js";
import { said, studentNumber, wantedOf } from "./field-oracle.js";

interface Kept {
  stored: StoredStudent;
  /** the row's cells as they were taken; null while its code was unknown */
  content: string | null;
}

/** What a migration of students does, row after row, with all that there is in a map. */
export class MigrationOracle {
  private readonly kept = new Map<number, Kept>();
  readonly sponsors = new Set<string>();

  students(): Record<string, StoredStudent> {
    return Object.fromEntries([...this.kept].map(([id, { stored }]) => [id, stored]));
  }

  migrate(rows: readonly GivenRow[], options: MigrationOptions) {
    const counts = { rows: rows.length, created: 0, updated: 0, unchanged: 0, rejected: 0 };
    const rejections: string[] = [];
    const unknownCodes: Record<string, number> = {};
    for (const row of rows) {
      const outcome = this.take(row, rows, options, unknownCodes);
      if (outcome === "created" || outcome === "updated" || outcome === "unchanged") counts[outcome]++;
      else {
        counts.rejected++;
        rejections.push(`${row.id ?? ""}: ${outcome}`);
      }
    }
    return { counts, rejections: rejections.toSorted(), unknownCodes };
  }

  private take(
    row: GivenRow,
    rows: readonly GivenRow[],
    { mode, changeDetection, forceUpdate }: MigrationOptions,
    unknownCodes: Record<string, number>,
  ): string {
    const id = studentNumber(row.id);
    if (id !== null && rows.filter((other) => studentNumber(other.id) === id).length > 1) return "duplicate_student_id";
    const wanted = wantedOf(row);
    if (typeof wanted === "string" || id === null) return wanted as string;
    const { contact, code, ...fields } = wanted;
    const isUnknown = code !== null && !this.sponsors.has(code);
    if (isUnknown) unknownCodes[code] = (unknownCodes[code] ?? 0) + 1;

    const kept = this.kept.get(id);
    if (kept === undefined && mode === "UPDATE_ONLY") return "student_not_found";
    if (kept !== undefined && mode === "CREATE_ONLY") return "already_exists";
    const content = isUnknown ? null : contentOf(row);
    if (kept !== undefined && !forceUpdate) {
      const sameIpk = said(row.ipk) !== null && kept.stored.student.legacy_ipk === said(row.ipk);
      const sameContent = content !== null && kept.content === content;
      const isSame =
        changeDetection === "IPK" ? sameIpk : changeDetection === "CONTENT" ? sameContent : sameIpk && sameContent;
      if (isSame) return "unchanged";
    }

    const sponsorships = [...(kept?.stored.sponsorships ?? [])];
    const active = sponsorships.findIndex((each) => !each.endsWith(" ended"));
    const sponsor = isUnknown ? null : code;
    if (active < 0 || sponsorships[active] !== sponsor) {
      if (active >= 0) sponsorships[active] += " ended";
      if (sponsor !== null) sponsorships.push(sponsor);
    }
    const stored = { ...fields, contacts: contact === null ? [] : [contact], sponsorships };
    const outcome = kept === undefined ? "created" : isDeepStrictEqual(kept.stored, stored) ? "unchanged" : "updated";
    this.kept.set(id, { stored, content });
    return outcome;
  }
}

/** Every cell but the IPK and the modified date. */
function contentOf(row: GivenRow): string {
  const { ipk: _, modified_date: __, ...rest } = row;
  return JSON.stringify(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
