import { EVERYTHING, type Selection } from "../../../server/core/upsert/upsert.js";
import { COLUMN_NAMES } from "../../../server/pipelines/students/columns.js";
import { selectStudents } from "../../../server/pipelines/students/select.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import type { LegacyCells } from "./legacy-row.js";

/** A real `legacy_students` in a schema of an odd name, that one test file fills as it likes. */
export interface LegacyTable {
  readonly database: TestDatabase;
  readonly schema: string;
  /** replaces all rows */
  fill(rows: readonly LegacyCells[]): Promise<void>;
  /** the selected rows as arrays */
  select(
    selection: Partial<Selection>,
    present?: ReadonlySet<string>,
  ): Promise<readonly (readonly (string | null)[])[]>;
  drop(): Promise<void>;
}

export async function openLegacyTable(columns: readonly string[] = COLUMN_NAMES): Promise<LegacyTable> {
  const database = await createTestDatabase();
  const schema = '"Odd ""legacy"';
  await database.pool.query(`create schema ${schema}`);
  await database.pool.query(
    `create table ${schema}.legacy_students (${columns.map((name) => `${name} text`).join(", ")})`,
  );
  return {
    database,
    schema,
    async fill(rows) {
      await database.pool.query(`truncate ${schema}.legacy_students`);
      await database.pool.query(
        `insert into ${schema}.legacy_students
         select * from jsonb_populate_recordset(null::${schema}.legacy_students, $1)`,
        [JSON.stringify(rows)],
      );
    },
    async select(selection, present = new Set(columns)) {
      const text = selectStudents(schema, present, { ...EVERYTHING, ...selection });
      return (await database.pool.query({ text, rowMode: "array" })).rows as (string | null)[][];
    },
    drop: () => database.drop(),
  };
}
