import { LineCursor } from "../../core/line-cursor.js";
import type { Selection } from "../../core/upsert/upsert.js";
import type { Taking } from "./taking.js";

/** Rows that are held and looked up among all others, in a query of some hundred kilobytes. Where more are selected, all rows are grouped. */
const MOST_HELD = 20_000;

export interface Inspected {
  /** keys of the selection that several rows of the source have: the selection may not show all of them, or only one */
  readonly duplicates: ReadonlySet<number>;
  /** the selected rows, where these are few, as whole lines; null: they are to be read */
  readonly lines: readonly Buffer[] | null;
}

/**
 * What has to be known of a selection that may show only some rows of a key. Of a few rows in a large source only theirs
 * are grouped, the memory is that of the few, and what it takes is to look through the source twice.
 */
export async function findDuplicates(taking: Taking, selection: Selection): Promise<Inspected> {
  const { run, model } = taking;
  return run.progress.stage("READ", model.name, null, async () => {
    const few = await fewRows(taking, selection);
    if (few === null)
      return { duplicates: await keysOf(taking, (schema) => run.upsert.selectDuplicates(schema)), lines: null };
    const { keys, lines } = few;
    const duplicates =
      keys.size === 0 ? keys : await keysOf(taking, (schema) => run.upsert.selectDuplicatesAmong(schema, [...keys]));
    return { duplicates, lines };
  });
}

interface FewRows {
  readonly keys: ReadonlySet<number>;
  readonly lines: readonly Buffer[];
}

/** The selected rows; null where there are more than are held. */
async function fewRows({ run, model, snapshot, present }: Taking, selection: Selection): Promise<FewRows | null> {
  const limit = Math.min(selection.limit ?? Number.POSITIVE_INFINITY, MOST_HELD + 1);
  const line = new LineCursor(1 + model.columns.length);
  const keys = new Set<number>();
  const held: Buffer[] = [];
  let rows = 0;
  for await (const lines of snapshot.readLines((schema) =>
    run.upsert.select(schema, present, { ...selection, limit }),
  )) {
    held.push(lines);
    for (let start = 0; start < lines.length; rows++) {
      start = line.goTo(lines, start);
      const key = run.upsert.keyOf(line.text(0) ?? "");
      if (key !== null) keys.add(key);
    }
  }
  return rows > MOST_HELD ? null : { keys, lines: held };
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
