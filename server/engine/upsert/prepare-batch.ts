import { firstNumberOf } from "../../core/parts.js";
import type { RejectionRow } from "../../core/stores.js";
import { type Decision, decide, type Mark } from "../../core/upsert/detect.js";
import { effectsOf } from "../../core/upsert/effects.js";
import type { EntitySet } from "../../core/upsert/entities.js";
import type { KeyWrite, UpsertBatch } from "../../core/upsert/target.js";
import { type RowBatch, rowOf, type TakenRow } from "./row-batch.js";
import { emptyBatch, mapRow, rejectionOf, type Taking } from "./taking.js";

const REFUSALS = {
  already_exists: "The student is there already, and this migration only creates.",
  student_not_found: "There is no such student, and this migration only updates.",
} as const;

const NOTHING_STORED: ReadonlyMap<number, EntitySet> = new Map();

type Planned = Omit<KeyWrite, "effects" | "current"> & { readonly isKnown: boolean };

/** What was decided about rows, before it is known what is stored of those that are to be written. */
export interface Decided extends Omit<UpsertBatch, "writes"> {
  readonly planned: readonly Planned[];
}

/** Decides about each row what is to be done: skip it, write what differs, or reject it. All in the order of the rows. */
export async function decideBatch(taking: Taking, { rows, duplicateKeys }: RowBatch): Promise<Decided> {
  const known = await taking.run.target.known(rows.map(({ key }) => key));
  const rejections: RejectionRow[] = [];
  const planned: Planned[] = [];
  const unknownCodes = new Map<string, number>();
  let skipped = 0;

  for (const { line, key, ipk, contentHash } of rows) {
    const before = known.get(key) ?? null;
    if (isTheSame({ ipk, contentHash }, before) && decideOn(taking, { ipk, contentHash }, before).kind === "skip") {
      skipped++;
      continue;
    }
    const row = rowOf(line);
    const mapping = mapRow(taking, row);
    if (mapping.kind === "rejected") {
      rejections.push(rejectionOf(taking, row, mapping));
      continue;
    }
    const { entities: wanted, unknownCode } = mapping;
    if (unknownCode !== null) unknownCodes.set(unknownCode, (unknownCodes.get(unknownCode) ?? 0) + 1);
    // While a code of the row has no sponsor, there is nothing to compare: it is looked at again until it has.
    const mark: Mark = { ipk, contentHash: unknownCode === null ? contentHash : null };
    const decision = decideOn(taking, mark, before);
    if (decision.kind === "skip") skipped++;
    else if (decision.kind === "reject")
      rejections.push(rejectionOf(taking, row, { reason: decision.reason, message: REFUSALS[decision.reason] }));
    else {
      const { detection } = decision;
      planned.push({ key, recordId: row[0] ?? "", detection, wanted, mark, isKnown: before !== null });
    }
  }
  const batch = emptyBatch(taking, firstNumberOf(taking.run.part));
  return { ...batch, rows: rows.length, skipped, planned, rejections, unknownCodes, duplicateKeys };
}

/** What is to be written of the rows, by what is stored of them now. */
export async function planBatch({ run, task }: Taking, { planned, ...batch }: Decided): Promise<UpsertBatch> {
  const known = planned.flatMap(({ isKnown, key }) => (isKnown ? key : []));
  const stored = known.length === 0 ? NOTHING_STORED : await run.target.current(known);
  const writes = planned.map(({ key, recordId, detection, wanted, mark }) => {
    const current = stored.get(key) ?? null;
    const effects = effectsOf(run.upsert.entities, current, wanted, task.today);
    return { key, recordId, detection, wanted, mark, current, effects };
  });
  return { ...batch, writes };
}

/** The only row of a batch, which the target has refused for what is in it. */
export function rejectBatch(taking: Taking, batch: UpsertBatch, { line }: TakenRow, message: string): UpsertBatch {
  return {
    ...batch,
    writes: [],
    rejections: [rejectionOf(taking, rowOf(line), { reason: "database_error", message })],
  };
}

function decideOn({ run: { options } }: Taking, mark: Mark, known: Mark | null): Decision {
  return decide(mark, known, {
    mode: options.mode ?? "UPSERT",
    changeDetection: options.changeDetection ?? "BOTH",
    forceUpdate: options.forceUpdate ?? false,
  });
}

/** Whether a row is, to the last character, the one that was taken before: it becomes the same, and need not be mapped. */
function isTheSame(mark: Mark, known: Mark | null): boolean {
  return known !== null && mark.ipk === known.ipk && mark.contentHash === known.contentHash;
}
