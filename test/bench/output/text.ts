import type { BenchReport, CaseReport } from "./report.js";
import { figuresTable, goalsTable, type Table } from "./tables.js";

/** What a terminal shows of a case. */
export function caseAsText(report: CaseReport): string {
  const { name, about, checks, notes, failure } = report;
  const right = checks.filter(({ differences }) => differences.length === 0).length;
  const lines = [`\n${name}: ${about}`, `counts compared: ${checks.length}, right: ${right}`];
  if (failure !== null) return [...lines, `FAILED: ${failure}`].join("\n");
  return [...lines, ...aligned(figuresTable(report)), ...notes.map((note) => `  ${note}`)].join("\n");
}

export function goalsAsText({ goals, cases, scale }: BenchReport): string {
  const judged = scale === 1 ? "" : `; judged at scale 1 alone, this is ${scale}`;
  const table = goalsTable(
    goals,
    cases.flatMap(({ figures }) => figures),
  );
  return [`\ngoals${judged}`, ...aligned(table)].join("\n");
}

/** The first column to the left, the others to the right. */
function aligned(table: Table): readonly string[] {
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  return table.map((row) => {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `  ${cells.join("  ").trimEnd()}`;
  });
}
