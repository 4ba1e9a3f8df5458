import type { Phases } from "../../core/parts.js";
import type { UpsertRun } from "../migration-run.js";
import { finishUpsert } from "./finish-upsert.js";
import { prepareUpsert } from "./prepare-upsert.js";
import { takePart } from "./take-part.js";

/** One part of source → normalise → match by key → detect changes → apply, batch by batch → report. */
export async function runUpsertPart(run: UpsertRun): Promise<Phases> {
  switch (run.part.kind) {
    case "PREPARE":
      return prepareUpsert(run);
    case "TAKE":
      await takePart(run);
      return [];
    case "FINISH":
      await finishUpsert(run);
      return [];
    default:
      throw new Error(`an upsert has no part ${run.part.kind}`);
  }
}
