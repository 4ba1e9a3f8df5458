import type pg from "pg";

const PAGE = 2_000;

const COLUMNS = {
  rejections: `number, model, side, source, record_id as "recordId", reason, message, row`,
  changes: `number, entity, record_id as "recordId", field, before, after, effect, state`,
} as const;

/** A migration's rejections or changes in their order, some at a time. */
export async function* readLog(
  client: pg.ClientBase,
  migrationId: number,
  table: keyof typeof COLUMNS,
): AsyncGenerator<readonly object[], void, undefined> {
  let after = 0;
  for (;;) {
    const { rows } = await client.query<{ number: number }>({
      name: `report_${table}`,
      text: `select ${COLUMNS[table]} from crosswalk.${table}
              where migration_id = $1 and number > $2 order by number limit ${PAGE}`,
      values: [migrationId, after],
    });
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) return;
    after = (rows.at(-1) as { number: number }).number;
  }
}
