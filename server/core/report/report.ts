import type { ReportPart, Section } from "./part.js";
import type { ReportModel } from "./report-model.js";
import type { ReportedMigration } from "./reported.js";

/** A kind of report: what it is made of and how it is written. A new kind is a file and a line in declaration.ts. */
export interface ReportKind {
  readonly kind: string;
  /** as people call it, and the extension of its file */
  readonly format: "yaml" | "csv" | "json";
  /** whose migrations have it */
  readonly of: "RECONCILIATION" | "UPSERT";
  /** one for each model, or one for the migration */
  readonly per: "MODEL" | "MIGRATION";
  /** the parts it wants; others are not read for it */
  readonly sections: readonly Section[];
  /** whether it says how the migration ended: then it can't be measured before that */
  readonly tellsEnd: boolean;
  /** which of its views bears the name of the kind alone; the other one says in its name what it is */
  readonly namesakes?: "MASKED" | "FULL";
  /** the name of its file; where it is left out, it is made of those of pipeline, migration and report */
  readonly fileName?: (migration: NamedMigration) => string;
  /** `model` is null for a report of the migration */
  readonly begin: (migration: ReportedMigration, model: ReportModel | null) => ReportWriter;
}

/** What names a migration's reports. */
export interface NamedMigration {
  readonly id: number;
  readonly pipeline: string;
  readonly isDryRun: boolean;
  /** when it was asked for, where it never began */
  readonly startedAt: Date;
}

/** Writes one report from its parts, in pieces that are short enough to give way between them. */
export interface ReportWriter {
  write(part: ReportPart): Iterable<string>;
  end(): Iterable<string>;
}
