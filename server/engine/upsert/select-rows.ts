import { CrosswalkError } from "../../core/errors.js";
import { resolveSince, SINCE_FORMATS } from "../../core/upsert/since.js";
import type { Selection } from "../../core/upsert/upsert.js";
import type { UpsertRun } from "../migration-run.js";

/** Which rows a migration takes, and what that means for the watermark. */
export interface SelectedRows {
  readonly selection: Selection;
  readonly watermark: {
    /** keeps up to where the source was read, if nothing before it was left out */
    move(latestModification: Date | null): Promise<void>;
  };
}

/** Turns the options into a selection. */
export async function selectRows(run: UpsertRun, startedAt: Date): Promise<SelectedRows> {
  const { options, target } = run;
  const before = await target.watermark();
  const modifiedSince =
    options.modifiedSince === undefined ? null : resolveSince(options.modifiedSince, startedAt, before);
  if (modifiedSince === undefined)
    throw new CrosswalkError("OPTION_NOT_TAKEN", `modifiedSince is ${SINCE_FORMATS}; something else came.`);
  const ids = options.rejectedOf === undefined ? null : await target.rejectedIds(options.rejectedOf);
  const selection: Selection = {
    modifiedSince,
    idRange: options.idRange ?? null,
    ids,
    limit: options.limit ?? null,
  };

  // What was modified between the old watermark and the beginning of this selection was not read.
  const leavesNoGap = modifiedSince === null || (before !== null && modifiedSince <= before);
  const takesAll =
    leavesNoGap &&
    selection.idRange === null &&
    ids === null &&
    selection.limit === null &&
    (options.mode ?? "UPSERT") === "UPSERT" &&
    !options.dryRun;
  return {
    selection,
    watermark: {
      async move(latestModification) {
        if (!takesAll || latestModification === null) return;
        // A row dated in the future must not hide those of the days until then.
        await target.moveWatermark(run.migrationId, latestModification < startedAt ? latestModification : startedAt);
      },
    },
  };
}
