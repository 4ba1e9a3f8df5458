import type { ChangeDetection, Mode } from "../options.js";

/** What showed that a row differs from what was taken of it before. */
export type Detection = "NEW" | "IPK" | "CONTENT" | "IPK_AND_CONTENT" | "FORCED";

/** What tells whether a row has changed: its IPK in the legacy system, and a fingerprint of its content. */
export interface Mark {
  readonly ipk: string | null;
  readonly contentHash: string | null;
}

/** What is to be done about a row, from its mark and that of the last time. */
export type Decision =
  | { readonly kind: "skip" }
  | { readonly kind: "take"; readonly detection: Detection }
  | { readonly kind: "reject"; readonly reason: "already_exists" | "student_not_found" };

export interface DecisionOptions {
  readonly mode: Mode;
  readonly changeDetection: ChangeDetection;
  readonly forceUpdate: boolean;
}

/** `known` is null where the target has no record of this key. A missing mark is never equal. */
export function decide(row: Mark, known: Mark | null, options: DecisionOptions): Decision {
  if (known === null)
    return options.mode === "UPDATE_ONLY"
      ? { kind: "reject", reason: "student_not_found" }
      : { kind: "take", detection: "NEW" };
  if (options.mode === "CREATE_ONLY") return { kind: "reject", reason: "already_exists" };
  const byIpk = options.changeDetection !== "CONTENT" && !isEqual(row.ipk, known.ipk);
  const byContent = options.changeDetection !== "IPK" && !isEqual(row.contentHash, known.contentHash);
  if (byIpk && byContent) return { kind: "take", detection: "IPK_AND_CONTENT" };
  if (byIpk) return { kind: "take", detection: "IPK" };
  if (byContent) return { kind: "take", detection: "CONTENT" };
  return options.forceUpdate ? { kind: "take", detection: "FORCED" } : { kind: "skip" };
}

function isEqual(a: string | null, b: string | null): boolean {
  return a !== null && a === b;
}
