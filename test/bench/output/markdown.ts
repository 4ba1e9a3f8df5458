import { format } from "./format.js";
import type { BenchReport, CaseReport } from "./report.js";
import { figuresTable, goalsTable, type Table } from "./tables.js";

/** A report as Markdown, for the README beside this. */
export function reportAsMarkdown(report: BenchReport): string {
  const { made, commit, machine, scale, rounds, cases, goals } = report;
  const { cores, processor, memoryBytes, system, node, postgres } = machine;
  const head =
    `Measured on ${made.slice(0, 10)} at commit ${commit ?? "unknown"}, scale ${scale}, ${rounds} rounds: ${cores} cores ` +
    `(${processor}), ${format(memoryBytes, "bytes")} of memory, ${system}, Node ${node}, PostgreSQL ${postgres}.`;
  const figures = cases.flatMap((each) => each.figures);
  const measured = goals.filter(({ median }) => median !== null);
  return [head, "### Goals", asMarkdown(goalsTable(measured, figures)), ...cases.map(caseAsMarkdown)].join("\n\n");
}

function caseAsMarkdown(report: CaseReport): string {
  const { name, about, notes, failure } = report;
  const body = failure === null ? asMarkdown(figuresTable(report)) : `Failed: ${failure}`;
  return [`### ${name}: ${about}`, body, ...notes.map((note) => `- ${note}`)].join("\n\n");
}

function asMarkdown([heads = [], ...rows]: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const rule = heads.map((_, column) => (column === 0 ? "---" : "--:"));
  return [line(heads), line(rule), ...rows.map(line)].join("\n");
}
