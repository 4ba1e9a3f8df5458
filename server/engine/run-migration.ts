import type { Phases } from "../core/parts.js";
import { applyChanges } from "./apply-changes.js";
import { matchSides } from "./match-sides.js";
import type { MigrationRun } from "./migration-run.js";
import { prepareReconciliation } from "./prepare-reconciliation.js";
import { readSide } from "./read-side.js";

/** Does one part of: source → normalise → match → classify → apply → report. Gives the phases that follow the first. */
export async function runMigrationPart(run: MigrationRun): Promise<Phases> {
  const { kind } = run.part;
  if (kind === "PREPARE") return prepareReconciliation(run);
  if (kind === "READ") await readSide(run);
  else if (kind === "MATCH") await matchSides(run);
  else if (kind === "APPLY") await applyChanges(run);
  else if (kind === "FINISH") await run.progress.stage("REPORT", null, null, run.measureReports);
  else throw new Error(`a reconciliation has no part of the kind ${kind}`);
  return [];
}
