import type { Agreement } from "../match/agreement.js";
import type { ReportModel } from "./report-model.js";
import type { ReportRecord } from "./report-record.js";

/** A duplicate or a same-side cluster, or an orphan with its candidates. */
export interface ReportFinding {
  readonly number: number;
  readonly isSameSide: boolean;
  /** left ones first */
  readonly records: readonly ReportRecord[];
  /** triples of record, record it joined by, and position of the match key; none in clusters of two */
  readonly links: readonly number[];
  /** best first */
  readonly candidates: readonly ReportCandidate[];
}

export interface ReportCandidate {
  readonly record: ReportRecord;
  readonly agreements: readonly Agreement[];
}

/** Ids of the records of a matched pair. */
export interface ReportMatch {
  readonly left: string;
  readonly right: string;
}

/** The parts of a migration's details, in the order in which every report gets them. */
export const SECTIONS = ["matches", "duplicates", "orphans", "rejections", "changes"] as const;

export type Section = (typeof SECTIONS)[number];

/** Some of a migration's details at a time: reports are never whole in memory. */
export type ReportPart =
  | { readonly section: "matches"; readonly model: ReportModel; readonly matches: readonly ReportMatch[] }
  | { readonly section: "duplicates"; readonly model: ReportModel; readonly findings: readonly ReportFinding[] }
  | { readonly section: "orphans"; readonly model: ReportModel; readonly findings: readonly ReportFinding[] }
  | { readonly section: "rejections"; readonly entries: readonly object[] }
  | { readonly section: "changes"; readonly entries: readonly object[] };
