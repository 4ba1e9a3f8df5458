import type { Model, Pipeline } from "../../core/pipeline.js";
import type { Snapshot } from "../../core/ports.js";
import type { Row } from "../../core/record.js";
import type { RowReader } from "../../core/record-reader.js";
import type { RejectionRow } from "../../core/stores.js";
import type { UpsertBatch } from "../../core/upsert/target.js";
import type { Mapping } from "../../core/upsert/upsert.js";
import type { UpsertRun } from "../migration-run.js";
import type { TakeTask } from "./task.js";

/** What the steps of a part that takes rows share. */
export interface Taking {
  readonly run: UpsertRun;
  readonly task: TakeTask;
  readonly model: Model;
  readonly snapshot: Snapshot;
  /** the columns that the source has */
  readonly present: ReadonlySet<string>;
  /** codes of the sponsors that there are */
  readonly codes: ReadonlySet<string>;
  readonly reader: RowReader;
}

/** What a row becomes. */
export function mapRow({ run, task, codes, reader }: Taking, row: Row): Mapping {
  return run.upsert.map(reader.of(row), { codes, today: task.today });
}

/** An upsert has one model. */
export function modelOf({ name, models }: Pipeline): Model {
  const [model] = models;
  if (!model) throw new Error(`the pipeline ${name} declares no model`);
  return model;
}

/** A batch in which nothing happens yet. */
export function emptyBatch({ run, task }: Taking, numbersFrom: number): UpsertBatch {
  return {
    migrationId: run.migrationId,
    resultId: task.resultId,
    numbersFrom,
    dryRun: run.options.dryRun ?? false,
    writes: [],
    rejections: [],
    skipped: 0,
    rows: 0,
    duplicates: 0,
    unknownCodes: new Map(),
    duplicateKeys: [],
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
