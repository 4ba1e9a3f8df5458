import type { LogReader, StoredChange, StoredRejection } from "../../core/log-port.js";
import type { PageRequest } from "../../core/page.js";
import { pageOfRows } from "./keyset.js";
import { type Queryable, textParameter } from "./query.js";

/** Reads rejections and changes, page by page of their primary keys. */
export function createLogReader(pool: Queryable): LogReader {
  return {
    rejections: (migrationId, { reason }, request) =>
      readPage<StoredRejection>(pool, {
        table: "crosswalk.rejections",
        select: `model, side, source, record_id as "recordId", reason, message, row`,
        // said only where it is asked for, so that the index on the reason is used
        where: ["migration_id = $1", ...(reason === null ? [] : ["reason = $2"])],
        parameters: [migrationId, ...(reason === null ? [] : [textParameter(reason)])],
        request,
      }),
    changes: (migrationId, { entity, effect }, request) =>
      readPage<StoredChange>(pool, {
        table: "crosswalk.changes",
        select: `entity, record_id as "recordId", field, before, after, effect, state, detected_by as "detectedBy"`,
        where: [
          "migration_id = $1",
          "($2::text is null or entity = $2)",
          "($3::text is null or effect = $3::crosswalk.effect)",
        ],
        parameters: [migrationId, textParameter(entity), effect],
        request,
      }),
  };
}

interface PageQuery {
  readonly table: string;
  readonly select: string;
  readonly where: readonly string[];
  readonly parameters: readonly unknown[];
  readonly request: PageRequest<number>;
}

async function readPage<Item extends object>(pool: Queryable, query: PageQuery) {
  const { table, select, parameters, request } = query;
  const where = query.where.join(" and ");
  const next = parameters.length + 1;
  const { rows } = await pool.query<Item & { number: number }>(
    `select number, ${select} from ${table}
      where ${where} and number > $${next}::int order by number limit $${next + 1}`,
    [...parameters, request.after ?? -1, request.first + 1],
  );
  return pageOfRows(
    rows,
    request.first,
    request.after !== null,
    (row) => row.number,
    (row): Item => row,
    async () => {
      const { rows: counted } = await pool.query<{ count: number }>(
        `select count(*)::int from ${table} where ${where}`,
        [...parameters],
      );
      return counted[0]?.count ?? 0;
    },
  );
}
