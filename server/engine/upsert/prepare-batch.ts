import type { RejectionRow } from "../../core/stores.js";
import { decide, type Mark } from "../../core/upsert/detect.js";
import { effectsOf } from "../../core/upsert/effects.js";
import type { KeyWrite, UpsertBatch } from "../../core/upsert/target.js";
import type { MappedRow, RowBatch } from "./row-batch.js";
import { emptyBatch, rejectionOf, type Taking } from "./taking.js";

/** What of a batch is to be written, and the row of each key. */
export interface PreparedBatch {
  readonly batch: UpsertBatch;
  readonly rowOf: ReadonlyMap<number, MappedRow>;
}

const REFUSALS = {
  already_exists: "The student is there already, and this migration only creates.",
  student_not_found: "There is no such student, and this migration only updates.",
} as const;

/** Decides about each row what is to be done: skip it, write what differs, or reject it. */
export async function prepareBatch(taking: Taking, { rows, mapped, rejections }: RowBatch): Promise<PreparedBatch> {
  const { run } = taking;
  const known = await run.target.known(mapped.map(({ mapping }) => mapping.key));
  const options = {
    mode: run.options.mode ?? "UPSERT",
    changeDetection: run.options.changeDetection ?? "BOTH",
    forceUpdate: run.options.forceUpdate ?? false,
  };
  const refused: RejectionRow[] = [...rejections];
  const taken: (Omit<KeyWrite, "effects" | "current"> & { readonly known: Mark | null })[] = [];
  const unknownCodes = new Map<string, number>();
  let skipped = 0;

  for (const { row, mapping, contentHash } of mapped) {
    const { key, entities: wanted, unknownCode } = mapping;
    if (unknownCode !== null) unknownCodes.set(unknownCode, (unknownCodes.get(unknownCode) ?? 0) + 1);
    const mark: Mark = { ipk: ipkOf(taking, mapping.entities), contentHash };
    const before = known.get(key) ?? null;
    const decision = decide(mark, before, options);
    if (decision.kind === "skip") skipped++;
    else if (decision.kind === "reject")
      refused.push(rejectionOf(taking, row, { reason: decision.reason, message: REFUSALS[decision.reason] }));
    else taken.push({ key, recordId: row[0] ?? "", detection: decision.detection, wanted, mark, known: before });
  }

  const current = await run.target.current(taken.filter((each) => each.known !== null).map(({ key }) => key));
  const writes = taken.map((each): KeyWrite => {
    const { known: _, ...write } = each;
    const entities = current.get(write.key) ?? null;
    const effects = effectsOf(run.upsert.entities, entities, write.wanted, taking.today);
    return { ...write, current: entities, effects };
  });
  return {
    batch: { ...emptyBatch(taking), rows, skipped, writes, rejections: refused, unknownCodes },
    rowOf: new Map(mapped.map((each) => [each.mapping.key, each])),
  };
}

function ipkOf({ run }: Taking, entities: MappedRow["mapping"]["entities"]): string | null {
  const value = entities[run.upsert.mainEntity]?.[run.upsert.ipkField] ?? null;
  return value === null ? null : String(value);
}
