import type pg from "pg";
import type { Row } from "../../core/record.js";
import type { FindingsTransaction, RowSink } from "../../core/stores.js";
import { CopyIn } from "../database/copy-in.js";
import type { CopyValue } from "../database/copy-text.js";
import { deleteExtracts, insertExtract, selectExtracts } from "./extracts.js";
import { keepMilestone } from "./parts.js";

/** Opens the one transaction in which a part of a migration writes what it finds. */
export async function openFindingsTransaction(pool: pg.Pool, migrationId: number): Promise<FindingsTransaction> {
  const client = await pool.connect();
  await client.query("begin");
  let open: CopyIn | null = null;
  let rejections = 0;
  let changes = 0;

  function sink<R>(table: string, columns: readonly string[], valuesOf: (row: R) => readonly CopyValue[]): RowSink<R> {
    const copy = new CopyIn(client, table, columns);
    open = copy;
    return {
      write: (row) => copy.write(valuesOf(row)),
      async end() {
        await copy.end();
        open = null;
      },
    };
  }

  return {
    async reserveResults(count) {
      const { rows } = await client.query<{ id: number }>(
        "select nextval(pg_get_serial_sequence('model_results', 'id'))::int as id from generate_series(1, $1)",
        [count],
      );
      return rows.map(({ id }) => id);
    },

    async openResult(resultId, model, position) {
      await client.query(
        `insert into model_results (id, migration_id, model, position, columns, match_keys)
         values ($1, $2, $3, $4, $5, $6)`,
        [
          resultId,
          migrationId,
          model.name,
          position,
          model.columns.map((column) => column.name),
          JSON.stringify(model.matchKeys),
        ],
      );
    },

    records: () =>
      sink("records", ["result_id", "number", "record_id", "values"], (row) => [
        row.resultId,
        row.number,
        row.row[0] ?? "",
        row.row.slice(1),
      ]),
    findings: () =>
      sink("findings", ["result_id", "number", "outcome", "members", "links", "candidates"], (row) => [
        row.resultId,
        row.number,
        row.outcome,
        row.members,
        row.links,
        row.candidates,
      ]),
    candidates: () =>
      sink("candidates", ["result_id", "finding", "rank", "record", "agreement"], (row) => [
        row.resultId,
        row.finding,
        row.rank,
        row.record,
        JSON.stringify(row.agreement),
      ]),
    searchBuckets: () =>
      sink("search_buckets", ["result_id", "bucket", "postings"], (row) => [row.resultId, row.bucket, row.postings]),
    sharedValues: () =>
      sink("shared_values", ["result_id", "number", "key", "value", "left_records", "right_records"], (row) => [
        row.resultId,
        row.number,
        row.key,
        row.value,
        row.left,
        row.right,
      ]),
    rejections: () =>
      sink(
        "rejections",
        ["migration_id", "number", "model", "side", "source", "record_id", "reason", "message", "row"],
        (row) => [
          migrationId,
          ++rejections,
          row.model,
          row.side,
          row.source,
          row.recordId,
          row.reason,
          row.message,
          JSON.stringify(row.row),
        ],
      ),
    changes: (state) =>
      sink(
        "changes",
        ["migration_id", "number", "entity", "record_id", "field", "before", "after", "effect", "state"],
        ({ entity, recordId, change }) => [
          migrationId,
          ++changes,
          entity,
          recordId,
          change.field,
          change.before,
          change.after,
          "UPDATED",
          state,
        ],
      ),

    keepExtract: (of, bytes) => insertExtract(client, of, bytes),
    extractsOf: (partId, model) => selectExtracts(client, partId, model),
    deleteExtracts: (partIds) => deleteExtracts(client, partIds),

    async rowsOf(resultId, numbers) {
      const { rows } = await client.query<{ number: number; record_id: string; values: Row }>(
        "select number, record_id, values from records where result_id = $1 and number = any ($2::int[])",
        [resultId, numbers],
      );
      return new Map(rows.map((row) => [row.number, [row.record_id, ...row.values]]));
    },

    async closeResult(resultId, counts, searchBits) {
      await client.query(
        `update model_results set
           total = $2, matched = $3, orphaned_left = $4, orphaned_right = $5, duplicates = $6, same_side_clusters = $7,
           excluded = $8, rejected = $9, left_records = $10, right_records = $11,
           orphaned_left_with_candidates = $12, orphaned_right_with_candidates = $13, search_bits = $14
         where id = $1`,
        [
          resultId,
          counts.total,
          counts.matched,
          counts.orphanedLeft,
          counts.orphanedRight,
          counts.duplicates,
          counts.sameSideClusters,
          counts.excluded,
          counts.rejected,
          counts.leftRecords,
          counts.rightRecords,
          counts.orphanedLeftWithCandidates,
          counts.orphanedRightWithCandidates,
          searchBits,
        ],
      );
    },

    async addEffects(entity, effects) {
      await client.query(
        "insert into entity_effects (migration_id, entity, updated, unchanged) values ($1, $2, $3, $4)",
        [migrationId, entity, effects.updated, effects.unchanged],
      );
    },

    async commit(milestone, unsettled = false) {
      // Last, since it locks the migration's row, which progress events need meanwhile.
      if (unsettled) await client.query("update migrations set unsettled = true where id = $1", [migrationId]);
      await keepMilestone(client, milestone);
      await client.query("commit");
      client.release();
    },

    async rollback() {
      // A COPY under way can't be rolled back on its own connection; the connection goes, and the transaction with it.
      if (open !== null) {
        open.abort(new Error("the migration ended"));
        client.release(true);
        return;
      }
      await client.query("rollback").catch(() => {});
      client.release(true);
    },
  };
}
