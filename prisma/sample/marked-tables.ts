import pg from "pg";
import { CrosswalkError } from "../../server/core/errors.js";

/** Dropping looks for this comment, so that a real system's tables are never taken for a sample. */
export const SAMPLE_MARK = "Crosswalk sample data: made up, safe to replace";

export interface MarkedTable {
  readonly name: string;
  /** Column definitions in the order in which rows are copied. */
  readonly columns: readonly string[];
}

export function createMarkedTablesSql(schema: string, tables: readonly MarkedTable[]): string {
  const statements = tables.flatMap(({ name, columns }) => [
    `create table ${qualified(schema, name)} (${columns.join(", ")})`,
    `comment on table ${qualified(schema, name)} is ${pg.escapeLiteral(SAMPLE_MARK)}`,
  ]);
  return [`create schema if not exists ${pg.escapeIdentifier(schema)}`, ...statements].join(";\n");
}

/** Makes room for sample tables: drops those of an earlier sample if told to, and no other, ever. */
export async function dropMarkedTables(
  client: pg.ClientBase,
  schema: string,
  names: readonly string[],
  replace: boolean,
): Promise<void> {
  const { rows } = await client.query<{ name: string; sample: boolean }>(
    `select relname as name, coalesce(obj_description(c.oid, 'pg_class') = $3, false) as sample
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and relname = any($2)
      order by relname`,
    [schema, names, SAMPLE_MARK],
  );
  const list = (found: typeof rows) => found.map(({ name }) => `${schema}.${name}`).join(", ");
  const strange = rows.filter(({ sample }) => !sample);
  if (strange.length > 0) {
    throw new CrosswalkError(
      "SAMPLE_TABLES_NOT_OURS",
      `Expected room for sample tables, but these exist and are no Crosswalk sample: ${list(strange)}. They are left alone. Name another schema or database.`,
    );
  }
  if (rows.length > 0 && !replace) {
    throw new CrosswalkError(
      "SAMPLE_TABLES_EXIST",
      `Expected room for sample tables, but an earlier sample is there: ${list(rows)}. Replace it with --replace, or name another schema.`,
    );
  }
  for (const { name } of rows) await client.query(`drop table ${qualified(schema, name)}`);
}

export function qualified(schema: string, name: string): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}
