import { studentsPipeline } from "../../../server/pipelines/students/pipeline.js";
import { copyOutAndForget } from "../floor/copy-out.js";
import { type StoredTable, storeRows } from "../floor/stored-rows.js";
import { timed } from "../measure/rounds.js";
import { LEGACY } from "./template.js";

export interface StudentsFloor {
  readonly readMs: number;
  readonly storeMs: number;
}

/** The least that PostgreSQL and Node need, one after another: read the legacy columns, store the rows. */
export async function measureStudentsFloor(url: string, stored: readonly StoredTable[]): Promise<StudentsFloor> {
  const queries = studentsPipeline.left.tables.map(
    ({ name, columns }) => `select ${columns.join(", ")} from ${LEGACY}.${name}`,
  );
  const read = await timed(() => copyOutAndForget(url, queries));
  const store = await timed(() => storeRows(url, stored));
  return { readMs: read.ms, storeMs: store.ms };
}
