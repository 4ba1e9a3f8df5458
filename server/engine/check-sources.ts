import { CrosswalkError } from "../core/errors.js";
import type { SourceDeclaration } from "../core/pipeline.js";
import type { Source } from "../core/ports.js";

/** A query that a source has to answer, and what it gives. */
export interface NeededQuery {
  readonly gives: string;
  readonly select: (schema: string) => string;
}

/** Fails before anything is read if a source is not as the pipeline needs it; all that is wrong is named. */
export async function checkSources(
  needs: readonly { source: Source; declaration: SourceDeclaration; queries: readonly NeededQuery[] }[],
): Promise<void> {
  const problems = await Promise.all(
    needs.map(({ source, declaration, queries }) => problemsOf(source, declaration, queries)),
  );
  if (problems.flat().length > 0)
    throw new CrosswalkError(
      "SOURCE_INCOMPLETE",
      `${problems.flat().join(" ")} Check the addresses and schema names of the sources; nothing was started.`,
    );
}

async function problemsOf(
  source: Source,
  { tables }: SourceDeclaration,
  queries: readonly NeededQuery[],
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const { name, columns } of tables) {
    const present = await source.columnsOf(name);
    const table = `${source.schema}.${name}`;
    if (present.size === 0) missing.push(`table ${table}`);
    else for (const column of columns) if (!present.has(column)) missing.push(`column ${table}.${column}`);
  }
  if (missing.length > 0) return [`${source.title} lacks ${missing.join(", ")}.`];
  const problems: string[] = [];
  for (const { gives, select } of queries) {
    const reason = await source.unreadable(select);
    if (reason !== null) problems.push(`${gives} can't be read from ${source.title}: ${reason}.`);
  }
  return problems;
}
