import type { Row } from "../../core/record.js";
import { momentOf } from "../../core/upsert/moment.js";
import { isModifiedSince } from "../../core/upsert/since.js";
import type { Mapping } from "../../core/upsert/upsert.js";
import type { RowBatch, TakenRow } from "./row-batch.js";
import { mapRow, type Taking } from "./taking.js";
import type { Reached } from "./task.js";

/** A row that waits for the next one, which may have its key. */
interface Held {
  readonly row: Row;
  readonly key: number;
  readonly isDuplicate: boolean;
}

/**
 * Gathers rows, in the order of their keys, each with a fingerprint of what is in it; of duplicates only the keys.
 * Whatever is gathered is whole: all rows of a key, or none.
 */
export class Intake {
  private held: Held | null = null;
  private rows: TakenRow[] = [];
  private duplicateKeys: number[] = [];
  private seen: number;
  /** `reached.latestModification` as a number */
  private latest: number;
  private readonly modifiedSince: Date | null;
  private readonly contentPositions: readonly number[];

  /** `duplicates` are keys of which the selection may not show all rows. */
  constructor(
    private readonly taking: Taking,
    private readonly duplicates: ReadonlySet<number>,
    private reached: Reached,
  ) {
    const { run, model, task } = taking;
    this.seen = reached.rows;
    this.latest = reached.latestModification === null ? -Infinity : Date.parse(reached.latestModification);
    this.modifiedSince = task.modifiedSince === null ? null : new Date(task.modifiedSince);
    const names = model.columns.map((column) => column.name);
    this.contentPositions = run.upsert.contentColumns.map((name) => names.indexOf(name) + 1);
  }

  /** Takes the next row of a key. */
  take(row: Row, key: number): void {
    if (this.held && this.held.key !== key) this.release(this.held);
    this.seen++;
    if (!this.isWanted(row)) return;
    const isDuplicate = this.held !== null || this.duplicates.has(key);
    this.held = { row, key, isDuplicate };
  }

  /** There are no more rows with a key. */
  end(): void {
    if (this.held) this.release(this.held);
  }

  /** Gives why a row without a key can't be taken; null where it is not selected. */
  refuse(row: Row): Extract<Mapping, { kind: "rejected" }> | null {
    this.seen++;
    if (!this.isWanted(row)) return null;
    this.reached = { ...this.reached, rows: this.seen, latestModification: this.latestWith(row) };
    const mapping = mapRow(this.taking, row);
    if (mapping.kind === "mapped") throw new Error("a row whose id is no key was mapped to one");
    return mapping;
  }

  isFull(size: number): boolean {
    return this.rows.length + this.duplicateKeys.length >= size;
  }

  batch(): RowBatch {
    const batch = { rows: this.rows, duplicateKeys: this.duplicateKeys, reached: this.reached };
    this.rows = [];
    this.duplicateKeys = [];
    return batch;
  }

  /** All rows of the held one's key have come. */
  private release({ row, key, isDuplicate }: Held): void {
    this.held = null;
    const latestModification = isDuplicate ? this.reached.latestModification : this.latestWith(row);
    this.reached = { key, rows: this.seen, latestModification, isOver: false };
    if (isDuplicate) this.duplicateKeys.push(key);
    else this.rows.push({ row, key, contentHash: this.fingerprint(row), reached: this.reached });
  }

  private isWanted(row: Row): boolean {
    return this.modifiedSince === null || isModifiedSince(this.modifiedOf(row), this.modifiedSince);
  }

  private modifiedOf(row: Row): string | null {
    return this.taking.reader.of(row).cell(this.taking.run.upsert.modifiedColumn);
  }

  private latestWith(row: Row): string | null {
    const modified = this.modifiedOf(row);
    const moment = modified === null ? null : momentOf(modified);
    if (moment === null || moment <= this.latest) return this.reached.latestModification;
    this.latest = moment;
    return new Date(moment).toISOString();
  }

  private fingerprint(row: Row): string {
    return this.taking.run.fingerprint(this.contentPositions.map((position) => row[position] ?? null));
  }
}
