import type { NumberedKey, Page, PageRequest } from "./page.js";

export interface StoredSharedValue {
  readonly model: string;
  readonly key: string;
  readonly value: string;
  readonly leftRecords: number;
  readonly rightRecords: number;
}

/** Key values that too many records share: they did not match. */
export interface SharedValueReader {
  page(resultIds: readonly number[], request: PageRequest<NumberedKey>): Promise<Page<StoredSharedValue, NumberedKey>>;
  /** which of the values are shared ones */
  areShared(
    values: readonly { readonly resultId: number; readonly key: string; readonly value: string }[],
  ): Promise<readonly boolean[]>;
  counts(resultIds: readonly number[]): Promise<readonly number[]>;
}
