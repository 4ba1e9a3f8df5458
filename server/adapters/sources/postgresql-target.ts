import pg from "pg";
import type { Target, TargetField } from "../../core/ports.js";
import type { Cell } from "../../core/record.js";
import { connectTo, type PostgresqlSource, sourceFailure } from "./postgresql.js";

/** Opens a service's database for the updates of matched records. */
export async function openPostgresqlTarget(at: PostgresqlSource): Promise<Target> {
  const client = await connectTo(at);
  const schema = pg.escapeIdentifier(at.schema);
  const run = async <R extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<R[]> => {
    try {
      return (await client.query<R>(sql, values)).rows;
    } catch (cause) {
      throw sourceFailure(at, cause);
    }
  };

  const types = new Map<string, string>();

  return {
    async apply(to, changes) {
      const [table, field] = namesOf(to);
      const [idType, fieldType] = [await typeOf(to.table, "id"), await typeOf(to.table, to.field)];
      // One statement is one transaction. Ids and values come as text and are cast to what the table has,
      // so that its primary key is used.
      const rows = await run<{ id: string }>(
        `update ${table} as t
         set ${field} = c.after::${fieldType}, ${pg.escapeIdentifier(to.touches)} = now()
         from unnest($1::text[]::${idType}[], $2::text[], $3::text[]) as c (id, before, after)
         where t.id = c.id and t.${field}::text is not distinct from c.before
         returning t.id::text as id`,
        [
          changes.map((change) => change.recordId),
          changes.map((change) => change.before),
          changes.map((change) => change.after),
        ],
      );
      return new Set(rows.map((row) => row.id));
    },

    async current(of, recordIds) {
      const [table, field] = namesOf(of);
      const rows = await run<{ id: string; value: Cell }>(
        `select t.id::text as id, t.${field}::text as value from ${table} as t
         where t.id = any ($1::text[]::${await typeOf(of.table, "id")}[])`,
        [recordIds],
      );
      return new Map(rows.map((row) => [row.id, row.value]));
    },

    close: () => client.end(),
  };

  function namesOf({ table, field }: TargetField): [string, string] {
    return [`${schema}.${pg.escapeIdentifier(table)}`, pg.escapeIdentifier(field)];
  }

  async function typeOf(table: string, column: string): Promise<string> {
    const key = `${table}.${column}`;
    let type = types.get(key);
    if (type === undefined) {
      const [row] = await run<{ type: string }>(
        `select format_type(atttypid, atttypmod) as type from pg_attribute
         where attrelid = $1::regclass and attname = $2`,
        [`${schema}.${pg.escapeIdentifier(table)}`, column],
      );
      type = row?.type ?? "text";
      types.set(key, type);
    }
    return type;
  }
}
