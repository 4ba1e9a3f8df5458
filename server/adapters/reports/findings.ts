import type pg from "pg";
import { CrosswalkError } from "../../core/errors.js";
import type { Agreement } from "../../core/match/agreement.js";
import type { Range } from "../../core/match/ranges.js";
import type { ReportCandidate, ReportFinding } from "../../core/report/part.js";
import { type ReportRecord, reportRecord } from "../../core/report/report-record.js";
import { readRows } from "../stores/record-reader.js";
import type { LaidOutModel } from "./layout.js";

/** Findings a page: one statement for them, and three for each batch of their records. */
const PAGE = 500;

/** Records a batch: what is in memory at a time, and about 10 ms of writing; more only where one cluster is larger. */
const BATCH = 2_000;

interface FindingRow {
  readonly number: number;
  readonly outcome: string;
  readonly members: readonly number[];
  readonly links: readonly number[];
  readonly candidates: number;
}

/** The findings of a range of numbers, with their records and candidates, some at a time. */
export async function* readFindings(
  client: pg.ClientBase,
  model: LaidOutModel,
  range: Range,
): AsyncGenerator<readonly ReportFinding[], void, undefined> {
  for (let first = range.first; first <= range.last; first += PAGE) {
    const last = Math.min(first + PAGE - 1, range.last);
    const { rows } = await client.query<FindingRow>({
      name: "report_findings",
      text: `select number, outcome, members, links, candidates from crosswalk.findings
              where result_id = $1 and number between $2 and $3 order by number`,
      values: [model.resultId, first, last],
    });
    if (rows.length !== last - first + 1) throw incomplete(model, "findings");
    for (const batch of batchesOf(rows)) yield await withRecords(client, model, batch);
  }
}

function* batchesOf(rows: readonly FindingRow[]): Generator<readonly FindingRow[]> {
  let batch: FindingRow[] = [];
  let records = 0;
  for (const row of rows) {
    const size = row.members.length + row.candidates;
    if (batch.length > 0 && records + size > BATCH) {
      yield batch;
      batch = [];
      records = 0;
    }
    batch.push(row);
    records += size;
  }
  if (batch.length > 0) yield batch;
}

async function withRecords(
  client: pg.ClientBase,
  model: LaidOutModel,
  rows: readonly FindingRow[],
): Promise<readonly ReportFinding[]> {
  const candidates = await readCandidates(client, model, rows);
  const numbers = new Set(rows.flatMap((row) => row.members));
  for (const { record } of candidates) numbers.add(record);
  const records = await readRecords(client, model, [...numbers]);
  const recordOf = (number: number): ReportRecord => {
    const record = records.get(number);
    if (!record) throw incomplete(model, "records");
    return record;
  };
  const byFinding = new Map<number, ReportCandidate[]>(rows.map(({ number }) => [number, []]));
  for (const { finding, record, agreement } of candidates)
    byFinding.get(finding)?.push({ record: recordOf(record), agreements: agreement });
  return rows.map(({ number, outcome, members, links }) => ({
    number,
    isSameSide: outcome === "SAME_SIDE",
    records: members.map(recordOf),
    links,
    candidates: byFinding.get(number) ?? [],
  }));
}

interface CandidateRow {
  readonly finding: number;
  readonly record: number;
  readonly agreement: readonly Agreement[];
}

async function readCandidates(
  client: pg.ClientBase,
  model: LaidOutModel,
  rows: readonly FindingRow[],
): Promise<readonly CandidateRow[]> {
  if (rows.every((row) => row.candidates === 0)) return [];
  const found = await client.query<CandidateRow>({
    name: "report_candidates",
    text: `select finding, record, agreement from crosswalk.candidates
            where result_id = $1 and finding between $2 and $3 order by finding, rank`,
    values: [model.resultId, rows[0]?.number, rows.at(-1)?.number],
  });
  return found.rows;
}

async function readRecords(
  client: pg.ClientBase,
  model: LaidOutModel,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, ReportRecord>> {
  const rows = await readRows(
    client,
    numbers.map((number) => ({ resultId: model.resultId, number })),
  );
  return new Map(
    rows.flatMap((row) => {
      if (row === null) return [];
      const keys = model.keyPlaces.map((place) => row.values[place - 1] ?? null);
      return [[row.number, reportRecord(model, row.number, row.recordId, keys)]];
    }),
  );
}

function incomplete(model: LaidOutModel, what: string): CrosswalkError {
  return new CrosswalkError(
    "DETAILS_INCOMPLETE",
    `Some ${what} of ${model.name} that the migration counted are not in the database. Start the migration again.`,
  );
}
