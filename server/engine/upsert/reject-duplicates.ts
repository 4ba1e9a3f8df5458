import { firstLateNumberOf } from "../../core/parts.js";
import type { Row } from "../../core/record.js";
import type { RejectionRow } from "../../core/stores.js";
import type { UpsertBatch } from "../../core/upsert/target.js";
import { inBatches } from "../drive.js";
import { columnsOf, emptyBatch, rejectionOf, type Taking } from "./taking.js";

/** Keys whose rows are looked up in one reading of the source: a query of a megabyte. */
const LOOK_UP = 100_000;
/** Rejections that are written at once. */
const AT_ONCE = 500;
/** Other rows that are shown with one: an id that ten thousand rows share would else be a hundred million rows. */
const MOST_OTHERS = 20;

/** Rejects all rows of these keys, selected or not, each with the values of others: which one is right nobody knows. */
export async function* duplicateBatches(taking: Taking, keys: readonly number[]): AsyncGenerator<UpsertBatch> {
  const empty = emptyBatch(taking, firstLateNumberOf(taking.run.part));
  for (const some of inBatches(keys, LOOK_UP)) {
    let rejections: RejectionRow[] = [];
    let duplicates = 0;
    for await (const clash of clashesOf(taking, some)) {
      rejections.push(...clash.rejections);
      if (clash.isFirst) duplicates++;
      if (rejections.length < AT_ONCE) continue;
      yield { ...empty, rejections, rows: rejections.length, duplicates };
      [rejections, duplicates] = [[], 0];
    }
    if (rejections.length > 0) yield { ...empty, rejections, rows: rejections.length, duplicates };
  }
}

/** Some of the rows of a key, rejected. */
interface Clash {
  readonly isFirst: boolean;
  readonly rejections: readonly RejectionRow[];
}

/** The first rows of a key together, since each shows the others; those behind them, which show the first, one by one. */
async function* clashesOf(taking: Taking, keys: readonly number[]): AsyncGenerator<Clash> {
  const { run, snapshot, present } = taking;
  let shown: Row[] = [];
  let key: number | null = null;
  const first = (): Clash => ({ isFirst: true, rejections: shown.map((row, i) => reject(taking, row, shown, i)) });
  for await (const rows of snapshot.read((schema) => run.upsert.selectClashing(schema, present, keys)))
    for (const row of rows) {
      const its = run.upsert.keyOf(row[0] ?? "");
      if (its !== key) {
        if (shown.length > 0 && shown.length <= MOST_OTHERS) yield first();
        key = its;
        shown = [];
      }
      if (shown.length > MOST_OTHERS) yield { isFirst: false, rejections: [reject(taking, row, shown, null)] };
      else if (shown.push(row) > MOST_OTHERS) yield first();
    }
  if (shown.length > 0 && shown.length <= MOST_OTHERS) yield first();
}

/** A row with others of its key; `place` is its own among those that are shown. */
function reject(taking: Taking, row: Row, shown: readonly Row[], place: number | null): RejectionRow {
  const others = shown
    .filter((_, i) => i !== place)
    .slice(0, MOST_OTHERS)
    .map((other) => ({ id: other[0], ...columnsOf(taking, other) }));
  return rejectionOf(taking, row, { reason: "duplicate_student_id", message: messageOf(taking, row) }, { others });
}

function messageOf({ run }: Taking, row: Row): string {
  const id = run.upsert.keyOf(row[0] ?? "");
  const rows = Number(row.at(-1));
  // The others went away between a worker's loss and the next one's reading.
  if (rows === 1) return `Several rows of the source had the student id ${id}; none of them is taken.`;
  return `${rows} rows of the source have the student id ${id}; none of them is taken.`;
}
