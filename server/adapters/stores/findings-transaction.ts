import type pg from "pg";
import { MigrationCancelled } from "../../core/errors.js";
import type { NotedSize } from "../../core/match/notes.js";
import type { FindingsTransaction, RowSink } from "../../core/stores.js";
import { BinaryCopyIn, type BinaryValue } from "../database/binary-copy-in.js";
import { CopyIn } from "../database/copy-in.js";
import type { CopyValue } from "../database/copy-text.js";
import { findingSinks } from "./finding-sinks.js";
import { readNotes } from "./notes.js";
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
  // What is read here was written a moment ago, and lies in an index in its order. PostgreSQL knows no figures of it yet,
  // takes it for a few rows, and would sort all of their megabytes on disk.
  await client.query("begin; set local enable_sort = off");
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

  async function* reading<T>(rows: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    isReading = true;
    yield* rows;
    isReading = false;
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
    ...findingSinks(sink, binarySink),
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

    linesOf: (resultId, side) => reading(readLines(client, resultId, side)),
    async sizesOfNotes(resultId) {
      const { rows } = await client.query<NotedSize>(
        "select list, sum(octet_length(bytes))::int as size from match_notes where result_id = $1 group by list",
        [resultId],
      );
      return rows;
    },
    notesOf: (resultId, side) => reading(readNotes(client, resultId, side)),
    async deleteNotes(resultId) {
      await client.query("delete from match_notes where result_id = $1", [resultId]);
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
