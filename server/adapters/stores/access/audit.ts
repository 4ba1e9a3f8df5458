import type pg from "pg";
import type { AuditEntry, AuditLog, AuditNote, AuditReader } from "../../../core/access/audit.js";
import { pageOfRows } from "../keyset.js";
import { prepared } from "../prepared.js";
import { type Queryable, textParameter } from "../query.js";

const COLUMNS = "number, at, actor, action, details, previous, hash";

/** Writes an entry in the caller's transaction: what it tells of and the entry are there together, or neither. */
export async function appendAudit(client: Queryable, { actor, action, details }: AuditNote): Promise<void> {
  await client.query("insert into crosswalk.audit_entries (actor, action, details) values ($1, $2, $3)", [
    // number, time and hashes are the database's: see its trigger
    ...[oneLine(actor), action, oneLine(JSON.stringify(details))],
  ]);
}

/** The audit log in our own database. */
export function createAuditLog(unprepared: Queryable): AuditLog & AuditReader {
  const pool = prepared(unprepared);
  return {
    append: (note) => appendAudit(pool, note),
    async page({ actor, actions, from, until }, { first, after }) {
      const where = `($1::text is null or actor = $1) and ($2::text[] is null or action = any ($2))
         and ($3::timestamptz is null or at >= $3) and ($4::timestamptz is null or at < $4)`;
      const parameters = [textParameter(actor), actions, from, until];
      const { rows } = await pool.query<AuditEntry>(
        `select ${COLUMNS} from crosswalk.audit_entries
          where ${where} and ($5::int is null or number < $5) order by number desc limit $6`,
        [...parameters, after, first + 1],
      );
      return pageOfRows(
        rows,
        first,
        after !== null,
        ({ number }) => number,
        (entry): AuditEntry => entry,
        async () => {
          const counted = await pool.query<{ count: number }>(
            `select count(*)::int from crosswalk.audit_entries where ${where}`,
            parameters,
          );
          return counted.rows[0]?.count ?? 0;
        },
      );
    },
  };
}

const PAGE = 1_000;

/** All entries from the first on, some at a time. */
export async function* readAuditEntries(client: pg.ClientBase): AsyncGenerator<readonly AuditEntry[], void, undefined> {
  let after = -(2 ** 31);
  for (;;) {
    const { rows } = await client.query<AuditEntry>(
      `select ${COLUMNS} from crosswalk.audit_entries where number > $1 order by number limit ${PAGE}`,
      [after],
    );
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = (rows.at(-1) as AuditEntry).number;
  }
}

/** JSON escapes the ends of lines; PostgreSQL keeps no NUL. */
function oneLine(text: string): string {
  return text.replaceAll(/[\0\r\n]/g, "\ufffd");
}
