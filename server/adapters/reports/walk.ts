import type pg from "pg";
import { rangesOf } from "../../core/match/ranges.js";
import type { ReportPart, Section } from "../../core/report/part.js";
import { readFindings } from "./findings.js";
import type { MigrationOutline } from "./head.js";
import type { LaidOutModel } from "./layout.js";
import { readLog } from "./log.js";
import { readMatches } from "./matches.js";

/** What reports want to see of a migration. */
export interface Wanted {
  readonly sections: ReadonlySet<Section>;
  readonly models: readonly LaidOutModel[];
}

/** Walks once through a migration's details; however many reports look on, each row is read once. */
export async function* walkDetails(
  client: pg.ClientBase,
  outline: MigrationOutline,
  { sections, models }: Wanted,
): AsyncGenerator<ReportPart, void, undefined> {
  if (sections.has("matches"))
    for (const model of models)
      for (const range of rangesOf(model.counts, { outcomes: ["MATCHED"] }))
        for await (const matches of readMatches(client, model, range)) yield { section: "matches", model, matches };
  if (sections.has("duplicates"))
    for (const model of models)
      for (const range of rangesOf(model.counts, { outcomes: ["DUPLICATE", "SAME_SIDE"] }))
        for await (const findings of readFindings(client, model, range))
          yield { section: "duplicates", model, findings };
  if (sections.has("orphans"))
    for (const model of models)
      for (const range of rangesOf(model.counts, { outcomes: ["ORPHAN"] }))
        for await (const findings of readFindings(client, model, range)) yield { section: "orphans", model, findings };
  for (const section of ["rejections", "changes"] as const)
    if (sections.has(section))
      for await (const entries of readLog(client, Number(outline.head.migration.id), section))
        yield { section, entries };
}
