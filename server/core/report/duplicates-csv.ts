import { stringify } from "csv-stringify/sync";
import { linksOf } from "./links.js";
import type { ReportFinding } from "./part.js";
import type { ReportKind, ReportWriter } from "./report.js";
import type { ReportModel } from "./report-model.js";
import type { ReportRecord } from "./report-record.js";

/** A model's duplicates and same-side clusters for a spreadsheet: one row a record. */
export const duplicatesCsv: ReportKind = {
  kind: "duplicates",
  format: "csv",
  of: "RECONCILIATION",
  per: "MODEL",
  tellsEnd: false,
  sections: ["duplicates"],
  begin: (_, model) => csvRows(model as ReportModel),
};

/** Stands between the values of a key that holds several. */
const BETWEEN_VALUES = "; ";

/** Rows made into text at a time: under 10 ms. */
const ROWS = 500;

type CsvRow = readonly (string | number)[];

function csvRows(model: ReportModel): ReportWriter {
  let head = csvText([csvHeader(model)]);
  return {
    *write(part) {
      if (part.section !== "duplicates" || part.model.name !== model.name) return;
      let rows: CsvRow[] = [];
      for (const finding of part.findings)
        for (const row of rowsOf(finding, model)) {
          rows.push(row);
          if (rows.length < ROWS) continue;
          yield head + csvText(rows);
          head = "";
          rows = [];
        }
      yield head + csvText(rows);
      head = "";
    },
    *end() {
      yield head;
    },
  };
}

function csvHeader(model: ReportModel): CsvRow {
  const keys = model.matchKeys.map((key) => key.column);
  const record = ["cluster", "same_side", "records_in_cluster", "side", "class", "id", ...keys];
  return [...record, "joined_by_class", "joined_by_id", "joined_by_key", "joined_by_value"];
}

/** The first record, which joined nobody, then each behind the one that it joined by. */
function* rowsOf(finding: ReportFinding, model: ReportModel): Generator<CsvRow> {
  const cluster = [finding.number, String(finding.isSameSide), finding.records.length];
  yield [...cluster, ...recordCells(finding.records[0] as ReportRecord, model), "", "", "", ""];
  for (const { record, joinedBy, key, value } of linksOf(finding, model)) {
    yield [...cluster, ...recordCells(record, model), joinedBy.described.class, joinedBy.described.id, key, value];
  }
}

function recordCells(record: ReportRecord, model: ReportModel): CsvRow {
  const keys = model.matchKeys.map(({ column }) => cellText(record.described[column]));
  return [record.side.toLowerCase(), record.described.class, record.described.id, ...keys];
}

function cellText(value: string | readonly string[] | undefined): string {
  return typeof value === "object" ? value.join(BETWEEN_VALUES) : (value ?? "");
}

/** Begins with a letter or a digit, and holds nothing that would end it: written as it is. */
const PLAIN = /^(?:[a-z0-9][^",\r\n]*)?$/i;

/**
 * Values come from people: a spreadsheet runs a cell that begins like a formula, so such a cell gets an apostrophe
 * before it. A lone carriage return is quoted too, since some readers take it for the end of a row. csv-stringify sees
 * to that; most rows hold nothing of the kind, and joining those takes a tenth of the time.
 */
function csvText(rows: readonly CsvRow[]): string {
  let text = "";
  for (const row of rows)
    text += row.every((cell) => typeof cell === "number" || PLAIN.test(cell))
      ? `${row.join(",")}\n`
      : stringify([row as (string | number)[]], { escape_formulas: true, quoted_match: /\r/ });
  return text;
}
