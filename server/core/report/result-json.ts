import { linksOf } from "./links.js";
import { type ReportFinding, type ReportPart, SECTIONS } from "./part.js";
import type { ReportKind, ReportWriter } from "./report.js";
import type { ReportModel } from "./report-model.js";
import { nameOf, type ReportRecord } from "./report-record.js";
import type { ResultHead } from "./result-head.js";

/** Where the schema of the result is served. */
export const RESULT_SCHEMA_URL = "/schemas/result.json";

/** The whole result of a migration; its shape is schema/reports/result.schema.json. */
export const resultJson: ReportKind = {
  kind: "result",
  format: "json",
  of: "RECONCILIATION",
  per: "MIGRATION",
  tellsEnd: true,
  sections: SECTIONS,
  begin: ({ head }) => jsonResult(head),
};

/** The head, then a list a section in their order, one entry a line: two results can be compared line by line. */
function jsonResult(head: ResultHead): ReportWriter {
  let text = `${JSON.stringify({ $schema: RESULT_SCHEMA_URL, ...head }, null, 2).slice(0, -2)},\n`;
  let opened = 0;
  let isFirst = true;

  /** Closes lists and opens the next ones, up to and with this. */
  function openUpTo(count: number): void {
    for (; opened < count; opened++) {
      text += `${opened === 0 ? "" : "\n  ],\n"}  "${SECTIONS[opened]}": [`;
      isFirst = true;
    }
  }

  return {
    *write(part) {
      openUpTo(SECTIONS.indexOf(part.section) + 1);
      for (const entry of entriesOf(part)) {
        text += isFirst ? "\n    " : ",\n    ";
        isFirst = false;
        for (const piece of entry) {
          text += piece;
          if (text.length < PIECE) continue;
          yield text;
          text = "";
        }
      }
      yield text;
      text = "";
    },
    *end() {
      openUpTo(SECTIONS.length);
      yield `${text}\n  ]\n}\n`;
    },
  };
}

const PIECE = 1 << 15;

/** Each entry in pieces: a cluster may be very large. */
function* entriesOf(part: ReportPart): Generator<Iterable<string>> {
  switch (part.section) {
    case "matches": {
      const start = `{"model":${JSON.stringify(part.model.name)},"left":`;
      for (const { left, right } of part.matches)
        yield [`${start}${JSON.stringify(left)},"right":${JSON.stringify(right)}}`];
      return;
    }
    case "duplicates":
      for (const finding of part.findings) yield duplicatePieces(finding, part.model);
      return;
    case "orphans":
      for (const finding of part.findings) yield [JSON.stringify(orphanEntry(finding, part.model))];
      return;
    default:
      for (const entry of part.entries) yield [JSON.stringify(entry)];
  }
}

function* duplicatePieces(finding: ReportFinding, model: ReportModel): Generator<string> {
  const head = { model: model.name, cluster: finding.number, sameSide: finding.isSameSide };
  yield `${JSON.stringify(head).slice(0, -1)},"records":[`;
  let comma = "";
  for (const record of finding.records) {
    yield comma + JSON.stringify(recordEntry(record));
    comma = ",";
  }
  yield '],"links":[';
  comma = "";
  for (const { record, joinedBy, key, value } of linksOf(finding, model)) {
    yield comma + JSON.stringify({ record: nameOf(record), joinedBy: nameOf(joinedBy), key, value });
    comma = ",";
  }
  yield "]}";
}

function orphanEntry(finding: ReportFinding, model: ReportModel): object {
  return {
    model: model.name,
    ...recordEntry(finding.records[0] as ReportRecord),
    candidates: finding.candidates.map(({ record, agreements }) => ({ ...recordEntry(record), agreements })),
  };
}

function recordEntry(record: ReportRecord): object {
  const { class: name, id, ...keys } = record.described;
  return { side: record.side, class: name, id, keys };
}
