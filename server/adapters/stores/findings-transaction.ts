import type pg from "pg";
import { MigrationCancelled } from "../../core/errors.js";
import type { FindingsTransaction, RowSink } from "../../core/stores.js";
import { BinaryCopyIn, type BinaryValue } from "../database/binary-copy-in.js";
import { CopyIn } from "../database/copy-in.js";
import type { CopyValue } from "../database/copy-text.js";
import { keepMilestone } from "./parts.js";
import { RecordBlocks, readLines } from "./record-blocks.js";
import { readRows } from "./record-reader.js";
import { keepSurvey } from "./survey-writer.js";

/** Opens the one transaction in which a part of a migration writes what it finds; changes and rejections are numbered from there on. */
export async function openFindingsTransaction(
  pool: pg.Pool,
  migrationId: number,
  firstNumber: number,
): Promise<FindingsTransaction> {
  const client = await pool.connect();
  await client.query("begin");
  let open: { abort(cause: Error): void } | null = null;
  let isReading = false;
  let rejections = firstNumber;
  let changes = firstNumber;

  function opened<S extends { end(): Promise<void>; abort(cause: Error): void }>(sink: S): S {
    open = sink;
    return sink;
  }

  async function end(sink: { end(): Promise<void> }): Promise<void> {
    await sink.end();
    open = null;
  }

  function sink<R>(table: string, columns: readonly string[], valuesOf: (row: R) => readonly CopyValue[]): RowSink<R> {
    const copy = opened(new CopyIn(client, table, columns));
    return { write: (row) => copy.write(valuesOf(row)), end: () => end(copy) };
  }

  function binarySink<R>(
    table: string,
    columns: readonly string[],
    valuesOf: (row: R) => readonly BinaryValue[],
  ): RowSink<R> {
    const copy = opened(new BinaryCopyIn(client, table, columns));
    return { write: (row) => copy.write(valuesOf(row)), end: () => end(copy) };
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
        `insert into model_results (id, migration_id, model, position, columns, match_keys, apart_columns)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          resultId,
          migrationId,
          model.name,
          position,
          model.columns.map((column) => column.name),
          JSON.stringify(model.matchKeys),
          model.columns.filter(({ personal, search }) => personal && search).map((column) => column.name),
        ],
      );
    },

    records(from) {
      const blocks = opened(new RecordBlocks(client, from));
      return { write: (lines, start, stop) => blocks.write(lines, start, stop), end: () => end(blocks) };
    },
    findings: () =>
      binarySink("findings", ["result_id", "number", "outcome", "members", "links", "candidates"], (row) => [
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
      binarySink("search_buckets", ["result_id", "bucket", "segment", "postings"], (row) => [
        row.resultId,
        row.bucket,
        row.segment,
        row.postings,
      ]),
    recordFindings: () =>
      binarySink("record_findings", ["result_id", "side", "first", "findings", "same_side"], (row) => [
        row.resultId,
        row.side,
        row.first,
        row.findings,
        row.sameSide,
      ]),
    recordOutcomes: () =>
      binarySink("record_outcomes", ["result_id", "side", "first", "ids", "outcomes", "ties"], (row) => [
        row.resultId,
        row.side,
        row.first,
        row.ids,
        row.outcomes,
        row.ties,
      ]),
    sharedValues: () =>
      sink("shared_values", ["result_id", "number", "key", "value", "left_records", "right_records"], (row) => [
        row.resultId,
        row.number,
        row.key,
        row.value,
        row.left,
        row.right,
      ]),
    bridges: () =>
      sink("bridges", ["result_id", "number", "finding", "key", "value", "larger", "smaller", "settles"], (row) => [
        row.resultId,
        row.number,
        row.finding,
        row.key,
        row.value,
        row.larger,
        row.smaller,
        row.settles ? "t" : "f",
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

    async *linesOf(resultId, side) {
      isReading = true;
      yield* readLines(client, resultId, side);
      isReading = false;
    },

    async rowsOf(resultId, numbers) {
      const rows = await readRows(
        client,
        numbers.map((number) => ({ resultId, number })),
      );
      return new Map(rows.flatMap((row) => (row === null ? [] : [[row.number, [row.recordId, ...row.values]]])));
    },

    keepSurvey: (resultId, survey) => keepSurvey(client, resultId, survey),

    async closeResult(resultId, counts) {
      await client.query(
        `update model_results set
           total = $2, matched = $3, orphaned_left = $4, orphaned_right = $5, duplicates = $6, same_side_clusters = $7,
           excluded = $8, rejected = $9, left_records = $10, right_records = $11,
           orphaned_left_with_candidates = $12, orphaned_right_with_candidates = $13
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
      if (unsettled) await markUnsettled(client, migrationId);
      await keepMilestone(client, milestone);
      await client.query("commit");
      client.release();
    },

    async rollback() {
      // With a COPY under way, in or out, a connection takes no statement; it goes, and the transaction with it.
      open?.abort(new Error("the migration ended"));
      if (open === null && !isReading) await client.query("rollback").catch(() => {});
      client.release(true);
    },
  };
}

/** From here on changes may be applied; whoever wants the migration to end, and was not heard yet, comes before that. */
async function markUnsettled(client: pg.ClientBase, migrationId: number): Promise<void> {
  const { rowCount } = await client.query(
    "update migrations set unsettled = true where id = $1 and status = 'RUNNING'",
    [migrationId],
  );
  if (rowCount === 0) throw new MigrationCancelled();
}
