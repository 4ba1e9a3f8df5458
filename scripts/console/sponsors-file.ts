import { type CsvError, parse } from "csv-parse/sync";
import { CrosswalkError } from "../../server/core/errors.js";
import { readSponsor, type Sponsor } from "../../server/core/sponsors.js";

const COLUMNS = ["code", "name"];

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** The sponsors of a CSV text with the columns code and name, or one error that names every bad line. */
export function readSponsorsFile(text: string): readonly Sponsor[] {
  const [header, ...lines] = parseLines(text);
  const columns = (header?.record ?? []).map((name) => name.trim().toLowerCase());
  if (columns.length !== COLUMNS.length || !COLUMNS.every((name) => columns.includes(name)))
    throw invalid([`line 1: expected the header code,name; ${columns.join(",") || "nothing"} came`]);

  const problems: string[] = [];
  const nameOf = new Map<string, string>();
  for (const { record, info } of lines) {
    const line = `line ${info.lines}`;
    if (record.length !== COLUMNS.length) {
      problems.push(`${line}: expected ${COLUMNS.length} columns; ${record.length} came`);
      continue;
    }
    const [code, name] = COLUMNS.map((column) => record[columns.indexOf(column)] ?? "");
    try {
      const sponsor = readSponsor({ code: code ?? "", name: name ?? "" });
      const other = nameOf.get(sponsor.code);
      if (other !== undefined && other !== sponsor.name)
        problems.push(`${line}: ${sponsor.code} has another name before: ${JSON.stringify(other)}`);
      nameOf.set(sponsor.code, sponsor.name);
    } catch (error) {
      problems.push(`${line}: ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw invalid(problems);
  return [...nameOf].map(([code, name]) => ({ code, name }));
}

function parseLines(text: string): readonly Line[] {
  try {
    return parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as Line[];
  } catch (cause) {
    const { message, lines } = cause as CsvError & { readonly lines?: number };
    throw invalid([`line ${lines ?? "?"}: ${message}`], cause);
  }
}

function invalid(problems: readonly string[], cause?: unknown): CrosswalkError {
  return new CrosswalkError(
    "SPONSORS_FILE_INVALID",
    `Nothing was imported, since these lines are not as they should be:\n${problems.map((each) => `  ${each}`).join("\n")}`,
    { cause },
  );
}
