import type { EvidenceReader, RejectionCount, StoredUnknownCode } from "../../core/evidence-port.js";
import type { Queryable } from "./query.js";

/** Reads what migrations met: reasons, codes, and whether there were sponsors. */
export function createEvidenceReader(pool: Queryable): EvidenceReader {
  return {
    async rejectionCounts(ids) {
      const { rows } = await pool.query<RejectionCount & { migrationId: number }>(
        `select * from (
           select migration_id as "migrationId", reason, count(*)::int as rows from crosswalk.rejections
            where migration_id = any($1::int[]) group by migration_id, reason
            union all
           select migration_id, reason, rows from crosswalk.rejection_counts where migration_id = any($1::int[])) counted
          order by rows desc, reason collate "C"`,
        [ids],
      );
      return ids.map((id) =>
        rows.filter((row) => row.migrationId === id).map(({ reason, rows: rejected }) => ({ reason, rows: rejected })),
      );
    },
    async unknownCodes(ids, most) {
      const { rows } = await pool.query<StoredUnknownCode & { migrationId: number; total: number; named: number }>(
        `select * from (
           select migration_id as "migrationId", code, rows,
                  count(*) over (partition by migration_id)::int as total,
                  sum(rows) over (partition by migration_id)::int as named,
                  row_number() over (partition by migration_id order by rows desc, code collate "C") as place
             from crosswalk.unknown_codes where migration_id = any($1::int[])) counted
          where place <= $2 order by place`,
        [ids, most],
      );
      return ids.map((id) => {
        const codes = rows.filter((row) => row.migrationId === id);
        const { total = 0, named = 0 } = codes[0] ?? {};
        return { total, rows: named, codes: codes.map(({ code, rows: naming }) => ({ code, rows: naming })) };
      });
    },
    async hadSponsors(ids) {
      const { rows } = await pool.query<{ id: number }>(
        `select id from crosswalk.migrations m
          where id = any($1::int[])
            and exists (select from sis.sponsors where created_at <= coalesce(m.started_at, m.queued_at))`,
        [ids],
      );
      const had = new Set(rows.map((row) => row.id));
      return ids.map((id) => had.has(id));
    },
  };
}
