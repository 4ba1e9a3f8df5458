import type { Row } from "../../core/record.js";
import type { Selection } from "../../core/upsert/upsert.js";
import { columnsOf, emptyBatch, rejectionOf, type Taking } from "./taking.js";

/** Keys whose rows are looked up at once. */
const LOOK_UP = 1_000;
/** Other rows that are shown with one: an id that ten thousand rows share would else be a hundred million rows. */
const MOST_OTHERS = 20;

/** Keys that several rows have, by the ids of these rows as they stand in the source, selected or not. */
export type Duplicates = ReadonlyMap<string, number>;

export async function findDuplicates({ run, model, snapshot }: Taking): Promise<Duplicates> {
  return run.progress.stage("READ", model.name, null, async () => {
    const keyOf = new Map<string, number>();
    for await (const rows of snapshot.read((schema) => run.upsert.selectDuplicates(schema)))
      for (const [id] of rows) if (id != null) keyOf.set(id, Number(id));
    return keyOf;
  });
}

/** Rejects all rows of these keys, selected or not, each with the values of others: which one is right nobody knows. */
export async function rejectDuplicates(
  taking: Taking,
  duplicates: Duplicates,
  keys: ReadonlySet<number>,
): Promise<void> {
  const idsOf = new Map<number, string[]>();
  for (const [id, key] of duplicates) if (keys.has(key)) idsOf.set(key, [...(idsOf.get(key) ?? []), id]);
  // By keys, so that all rows of one are looked up together.
  const ids = [...idsOf.values()];
  for (let from = 0; from < ids.length; from += LOOK_UP)
    await rejectSome(taking, ids.slice(from, from + LOOK_UP).flat());
}

async function rejectSome(taking: Taking, ids: readonly string[]): Promise<void> {
  const { run, snapshot, present } = taking;
  const everything: Selection = { modifiedSince: null, idRange: null, ids, limit: null };
  const byKey = new Map<number, Row[]>();
  for await (const rows of snapshot.read((schema) => run.upsert.select(schema, present, everything)))
    for (const row of rows) {
      const key = Number(row[0]);
      const others = byKey.get(key);
      if (others) others.push(row);
      else byKey.set(key, [row]);
    }
  const rejections = [...byKey].flatMap(([key, rows]) =>
    rows.map((row) => {
      const message = `${rows.length} rows of the source have the student id ${key}; none of them is taken.`;
      const others = rows
        .slice(0, MOST_OTHERS + 1)
        .filter((other) => other !== row)
        .slice(0, MOST_OTHERS)
        .map((other) => ({ id: other[0], ...columnsOf(taking, other) }));
      return rejectionOf(taking, row, { reason: "duplicate_student_id", message }, { others });
    }),
  );
  run.signal.throwIfAborted();
  await run.target.write({ ...emptyBatch(taking), rejections, rows: rejections.length, duplicates: byKey.size });
  run.progress.count({ read: rejections.length, rejected: rejections.length, duplicates: byKey.size });
  run.progress.advance(rejections.length);
}
