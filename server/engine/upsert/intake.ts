import { LineCursor } from "../../core/line-cursor.js";
import { columnPosition } from "../../core/pipeline.js";
import { LineReader } from "../../core/record-reader.js";
import { ContentText } from "../../core/upsert/content.js";
import { momentOf } from "../../core/upsert/moment.js";
import { isModifiedSince } from "../../core/upsert/since.js";
import type { Mapping } from "../../core/upsert/upsert.js";
import { type RowBatch, rowOf, type TakenRow } from "./row-batch.js";
import { mapRow, type Taking } from "./taking.js";
import type { Reached } from "./task.js";

/** A row that waits for the next one, which may have its key. */
interface Held extends Omit<TakenRow, "reached"> {
  readonly modified: string | null;
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
  private readonly line: LineCursor;
  private readonly reader: LineReader;
  private readonly content = new ContentText();
  private readonly contentCells: readonly number[];
  private readonly modifiedCell: number;

  /** `duplicates` are keys of which the selection may not show all rows. */
  constructor(
    private readonly taking: Taking,
    private readonly duplicates: ReadonlySet<number>,
    private reached: Reached,
  ) {
    const { run, model, task } = taking;
    const { columns } = model;
    this.seen = reached.rows;
    this.latest = reached.latestModification === null ? -Infinity : Date.parse(reached.latestModification);
    this.modifiedSince = task.modifiedSince === null ? null : new Date(task.modifiedSince);
    this.line = new LineCursor(1 + columns.length);
    this.reader = new LineReader(this.line, columns);
    this.contentCells = run.upsert.contentColumns.map((name) => columnPosition(columns, name));
    this.modifiedCell = columnPosition(columns, run.upsert.modifiedColumn);
  }

  /** Takes the row whose line begins there, which comes next; gives where the one behind it begins. Null where it has no key. */
  take(lines: Buffer, start: number): number | null {
    const end = this.line.goTo(lines, start);
    const { upsert, fingerprint } = this.taking.run;
    const key = upsert.keyOf(this.reader.id);
    if (key === null) return null;
    if (this.held && this.held.key !== key) this.release(this.held);
    this.seen++;
    const modified = this.line.text(this.modifiedCell);
    if (!this.isWanted(modified)) return end;
    this.held = {
      line: lines.subarray(start, end - 1),
      key,
      ipk: upsert.ipkOf(this.reader),
      contentHash: fingerprint(this.content.of(this.line, this.contentCells)),
      modified,
      isDuplicate: this.held !== null || this.duplicates.has(key),
    };
    return end;
  }

  /** There are no more rows with a key. */
  end(): void {
    if (this.held) this.release(this.held);
  }

  /** Gives why a row without a key can't be taken; null where it is not selected. */
  refuse(line: Buffer): Extract<Mapping, { kind: "rejected" }> | null {
    this.line.goTo(line, 0);
    this.seen++;
    const modified = this.line.text(this.modifiedCell);
    if (!this.isWanted(modified)) return null;
    this.reached = { ...this.reached, rows: this.seen, latestModification: this.latestWith(modified) };
    const mapping = mapRow(this.taking, rowOf(line));
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
  private release({ line, key, ipk, contentHash, modified, isDuplicate }: Held): void {
    this.held = null;
    const latestModification = isDuplicate ? this.reached.latestModification : this.latestWith(modified);
    this.reached = { key, rows: this.seen, latestModification, isOver: false };
    if (isDuplicate) this.duplicateKeys.push(key);
    else this.rows.push({ line, key, ipk, contentHash, reached: this.reached });
  }

  private isWanted(modified: string | null): boolean {
    return this.modifiedSince === null || isModifiedSince(modified, this.modifiedSince);
  }

  private latestWith(modified: string | null): string | null {
    const moment = modified === null ? null : momentOf(modified);
    if (moment === null || moment <= this.latest) return this.reached.latestModification;
    this.latest = moment;
    return new Date(moment).toISOString();
  }
}
