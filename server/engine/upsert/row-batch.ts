import type { Row } from "../../core/record.js";
import type { RejectionRow } from "../../core/stores.js";
import type { Mapping } from "../../core/upsert/upsert.js";

/** A row that has become entities. */
export interface MappedRow {
  readonly row: Row;
  readonly mapping: Extract<Mapping, { kind: "mapped" }>;
  /** null while a code of the row has no sponsor: such a row is looked at again until it has */
  readonly contentHash: string | null;
}

/** Rows that are taken together. */
export interface RowBatch {
  readonly rows: number;
  readonly mapped: readonly MappedRow[];
  readonly rejections: readonly RejectionRow[];
}
