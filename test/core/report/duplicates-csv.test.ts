import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalisation } from "../../../server/core/normalise/normalise.js";
import { duplicatesCsv } from "../../../server/core/report/duplicates-csv.js";
import type { ReportModel } from "../../../server/core/report/report-model.js";
import { reportRecord } from "../../../server/core/report/report-record.js";
import type { ReportedMigration } from "../../../server/core/report/reported.js";
import { HOSTILE } from "../../adapters/reports/scene.js";

const model: ReportModel = {
  name: "people",
  classes: { LEFT: "L", RIGHT: "R" },
  matchKeys: [{ column: "key", normalisation: normalisation() }],
  manyValued: new Set(),
  isShared: () => false,
};

function csvOf(values: readonly string[]): string {
  const writer = duplicatesCsv.begin({} as ReportedMigration, model);
  const findings = values.map((value, i) => ({
    number: i + 1,
    isSameSide: true,
    records: [reportRecord(model, 1, value, ["tie"]), reportRecord(model, 2, "2", ["tie"])],
    links: [],
    candidates: [],
  }));
  return [...writer.write({ section: "duplicates", model, findings }), ...writer.end()].join("");
}

/** RFC 4180, as spreadsheets read it: rows end at a line feed, a carriage return, or both. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  const field = /("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n|\r|\n|$)/gy;
  for (let match = field.exec(text); match && field.lastIndex <= text.length; match = field.exec(text)) {
    const [, raw = "", end] = match;
    rows.at(-1)?.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (field.lastIndex === text.length) return rows;
    if (end !== ",") rows.push([]);
  }
  throw new Error("not CSV");
}

describe("duplicates as CSV", () => {
  it("gives values back; what a spreadsheet would run has an apostrophe before it", () => {
    const rows = parseCsv(csvOf(HOSTILE)).slice(1);
    expect(rows.filter((_, i) => i % 2 === 0).map((row) => row[5])).toEqual(
      HOSTILE.map((value) => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)),
    );
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([11]));
  });

  it("is what csv-stringify writes, whatever the values are", () => {
    const value = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom("a", "1", " ", ",", '"', "\n", "\r", "=", "-", "'", "\uFF1D", "é") }),
      fc.constantFrom(...HOSTILE),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
        const rows = values.flatMap((id, i) => [
          [i + 1, "true", 2, "left", "L", id, "tie", "", "", "", ""],
          [i + 1, "true", 2, "left", "L", "2", "tie", "L", id, "key", "tie"],
        ]);
        const written = csvOf(values);
        const header = written.slice(0, written.indexOf("\n") + 1);
        expect(written).toBe(header + stringify(rows, { escape_formulas: true, quoted_match: /\r/ }));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is a header where there are none", () => {
    expect(csvOf([])).toMatch(/^cluster,.*joined_by_value\n$/);
  });
});
