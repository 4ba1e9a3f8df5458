import type { Model } from "../../core/pipeline.js";
import type { Snapshot } from "../../core/ports.js";
import type { Row } from "../../core/record.js";
import type { RejectionRow } from "../../core/stores.js";
import type { UpsertBatch } from "../../core/upsert/target.js";
import type { Selection } from "../../core/upsert/upsert.js";
import type { UpsertRun } from "../migration-run.js";

/** What the steps of an upsert share. */
export interface Taking {
  readonly run: UpsertRun;
  readonly model: Model;
  readonly snapshot: Snapshot;
  readonly resultId: number;
  /** the columns that the source has */
  readonly present: ReadonlySet<string>;
  readonly selection: Selection;
  /** the day of the migration, YYYY-MM-DD */
  readonly today: string;
}

/** A batch in which nothing happens yet. */
export function emptyBatch({ run, resultId }: Taking): UpsertBatch {
  return {
    migrationId: run.migrationId,
    resultId,
    dryRun: run.options.dryRun ?? false,
    writes: [],
    rejections: [],
    skipped: 0,
    rows: 0,
    duplicates: 0,
    unknownCodes: new Map(),
  };
}

/** A row that can't be taken, whole, with the reason. */
export function rejectionOf(
  { run, model }: Taking,
  row: Row,
  refusal: { readonly reason: string; readonly message: string },
  more: Readonly<Record<string, unknown>> = {},
): RejectionRow {
  return {
    model: model.name,
    side: "LEFT",
    source: run.pipeline.left.name,
    recordId: row[0] ?? "",
    reason: refusal.reason,
    message: refusal.message,
    row: { ...columnsOf({ model }, row), ...more },
  };
}

/** A row's columns by name. */
export function columnsOf({ model }: Pick<Taking, "model">, row: Row): Readonly<Record<string, unknown>> {
  return Object.fromEntries(model.columns.map((column, i) => [column.name, row[i + 1] ?? null]));
}
