import type { Page, PageRequest } from "./page.js";
import type { Effect, Side } from "./record.js";
import type { Detection } from "./upsert/detect.js";

export interface StoredRejection {
  readonly model: string;
  readonly side: Side;
  readonly source: string;
  readonly recordId: string;
  readonly reason: string;
  readonly message: string;
  readonly row: unknown;
}

export type ChangeState = "FORECAST" | "INTENDED" | "APPLIED" | "NOT_APPLIED" | "OVERTAKEN";

export interface StoredChange {
  readonly entity: string;
  readonly recordId: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly effect: Effect;
  readonly state: ChangeState;
  /** what showed that the source's row had changed; null where nothing had to */
  readonly detectedBy: Detection | null;
}

/** Rejections and changes, in the order in which they came. */
export interface LogReader {
  rejections(
    migrationId: number,
    filter: { readonly reason: string | null },
    request: PageRequest<number>,
  ): Promise<Page<StoredRejection, number>>;
  changes(
    migrationId: number,
    filter: { readonly entity: string | null; readonly effect: Effect | null },
    request: PageRequest<number>,
  ): Promise<Page<StoredChange, number>>;
}
