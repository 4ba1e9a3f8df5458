import { CrosswalkError } from "../../core/errors.js";
import type { MigrationOptions } from "../../core/options.js";
import { resolveSince, SINCE_FORMATS } from "../../core/upsert/since.js";
import type { UpsertRun } from "../migration-run.js";

/** Which rows a migration takes, as far as it depends on the time, and what that means for the watermark. */
export interface SelectedRows {
  readonly modifiedSince: Date | null;
  /** nothing was left out that was modified since the watermark: it may move */
  readonly takesAll: boolean;
}

export async function selectRows({ options, target }: UpsertRun, startedAt: Date): Promise<SelectedRows> {
  const before = await target.watermark();
  const modifiedSince =
    options.modifiedSince === undefined ? null : resolveSince(options.modifiedSince, startedAt, before);
  if (modifiedSince === undefined)
    throw new CrosswalkError("OPTION_NOT_TAKEN", `modifiedSince is ${SINCE_FORMATS}; something else came.`);

  // What was modified between the old watermark and the beginning of this selection was not read.
  const leavesNoGap = modifiedSince === null || (before !== null && modifiedSince <= before);
  const takesAll =
    leavesNoGap &&
    options.idRange === undefined &&
    options.rejectedOf === undefined &&
    options.limit === undefined &&
    (options.mode ?? "UPSERT") === "UPSERT" &&
    !options.dryRun;
  return { modifiedSince, takesAll };
}

/** Whether all rows of each key that is selected are selected. */
export function isWhole(options: MigrationOptions, modifiedSince: unknown): boolean {
  return modifiedSince === null && options.rejectedOf === undefined && options.limit === undefined;
}
