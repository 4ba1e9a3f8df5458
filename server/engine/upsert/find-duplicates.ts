import type { Row } from "../../core/record.js";
import type { Selection } from "../../core/upsert/upsert.js";
import type { Taking } from "./taking.js";

/** Rows that are held and looked up among all others, in a query of some hundred kilobytes. Where more are selected, all rows are grouped. */
const MOST_HELD = 20_000;

export interface Inspected {
  /** keys of the selection that several rows of the source have: the selection may not show all of them, or only one */
  readonly duplicates: ReadonlySet<number>;
  /** the selected rows, where these are few; null: they are to be read */
  readonly rows: readonly Row[] | null;
}

/**
 * What has to be known of a selection that may show only some rows of a key. Of a few rows in a large source only theirs
 * are grouped, the memory is that of the few, and what it takes is to look through the source twice.
 */
export async function findDuplicates(taking: Taking, selection: Selection): Promise<Inspected> {
  const { run, model } = taking;
  return run.progress.stage("READ", model.name, null, async () => {
    const rows = await fewRows(taking, selection);
    if (rows === null)
      return { duplicates: await keysOf(taking, (schema) => run.upsert.selectDuplicates(schema)), rows };
    const keys = new Set(rows.flatMap(([id]) => run.upsert.keyOf(id ?? "") ?? []));
    const duplicates =
      keys.size === 0 ? keys : await keysOf(taking, (schema) => run.upsert.selectDuplicatesAmong(schema, [...keys]));
    return { duplicates, rows };
  });
}

/** The selected rows; null where there are more than are held. */
async function fewRows({ run, snapshot, present }: Taking, selection: Selection): Promise<readonly Row[] | null> {
  const limit = Math.min(selection.limit ?? Number.POSITIVE_INFINITY, MOST_HELD + 1);
  const held: Row[] = [];
  for await (const rows of snapshot.read((schema) => run.upsert.select(schema, present, { ...selection, limit })))
    held.push(...rows);
  return held.length > MOST_HELD ? null : held;
}

/** The keys of the ids that a query gives. */
async function keysOf({ run, snapshot }: Taking, select: (schema: string) => string): Promise<ReadonlySet<number>> {
  const keys = new Set<number>();
  for await (const rows of snapshot.read(select))
    for (const [id] of rows) {
      const key = run.upsert.keyOf(id ?? "");
      if (key !== null) keys.add(key);
    }
  return keys;
}
