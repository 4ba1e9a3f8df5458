import type { Selection } from "../../core/upsert/upsert.js";
import type { Taking } from "./taking.js";

/** Ids that are looked up among all rows, in a query of some hundred kilobytes. Where more are selected, all rows are grouped. */
const MOST_LOOKED_UP = 20_000;

export interface Inspected {
  /** keys of the selection that several rows of the source have: the selection may not show all of them, or only one */
  readonly duplicates: ReadonlySet<number>;
  /** the same rows; by their ids, where these are few, which is much cheaper to find than a moment is to read */
  readonly selection: Selection;
}

/**
 * What has to be known of a selection that may show only some rows of a key. Of a few rows in a large source the ids are
 * read first, so that only theirs are grouped, and the memory is that of the few.
 */
export async function findDuplicates(taking: Taking, selection: Selection): Promise<Inspected> {
  const { run, model } = taking;
  return run.progress.stage("READ", model.name, null, async () => {
    const ids = await selectedIds(taking, selection);
    if (ids.size > MOST_LOOKED_UP)
      return { duplicates: await keysOf(taking, (schema) => run.upsert.selectDuplicates(schema)), selection };
    const keys = new Set([...ids].flatMap((id) => run.upsert.keyOf(id) ?? []));
    const duplicates =
      keys.size === 0 ? keys : await keysOf(taking, (schema) => run.upsert.selectDuplicatesAmong(schema, [...keys]));
    return { duplicates, selection: { ...selection, ids: [...ids] } };
  });
}

/** Of more than can be looked up only some, though all are read: an unfinished reading would be in the way of the next. */
async function selectedIds({ run, snapshot, present }: Taking, selection: Selection): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const rows of snapshot.read((schema) => run.upsert.selectIds(schema, present, selection)))
    for (const [id] of rows) if (ids.size <= MOST_LOOKED_UP) ids.add(id ?? "");
  return ids;
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
