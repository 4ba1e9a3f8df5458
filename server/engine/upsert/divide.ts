import { MOST_PARTS, type PartPlan } from "../../core/parts.js";
import type { Snapshot, Source } from "../../core/ports.js";
import type { UpsertRun } from "../migration-run.js";
import { stagesToCome } from "../progress-tracker.js";
import { isWhole } from "./select-rows.js";
import { modelOf } from "./taking.js";
import type { TakeTask } from "./task.js";

/** A part's keys, and how many rows there are of them; null where that is not known. */
interface KeyRange extends Pick<TakeTask, "after" | "upTo"> {
  readonly rows: number | null;
}

const ALL_KEYS = { after: null, upTo: null } as const;

/**
 * The parts that take the rows: ranges of keys of about as many rows each, the last one with the rows that have no key.
 * What is a part of the source only is one part, since each part looks at the whole source.
 */
export async function divide(
  run: UpsertRun,
  left: Source,
  task: Omit<TakeTask, "after" | "upTo">,
): Promise<readonly PartPlan[]> {
  if (!isWhole(run.options, task.modifiedSince)) return [{ kind: "TAKE", task: { ...task, ...ALL_KEYS } }];
  const snapshot = await left.openSnapshot();
  try {
    const { name: model } = modelOf(run.pipeline);
    const ranges = await run.progress.stage("READ", model, null, () => rangesOf(run, snapshot));
    return ranges.map(({ rows, ...range }) => {
      const plan: TakeTask = { ...task, ...range };
      return {
        kind: "TAKE",
        task: plan,
        progress: stagesToCome(run.part.phase + 1, [{ name: "APPLY", model, total: rows }]),
      };
    });
  } finally {
    await snapshot.close().catch(() => {});
  }
}

async function rangesOf(
  { pipeline, upsert, options, rowsPerPart }: UpsertRun,
  snapshot: Snapshot,
): Promise<KeyRange[]> {
  const rows = await snapshot.count(modelOf(pipeline).left.table);
  const idRange = options.idRange ?? null;
  // Not even all rows would make two parts: no need to look at each.
  if (rows < 2 * rowsPerPart) return [{ ...ALL_KEYS, rows: idRange === null ? rows : null }];
  const ends: { readonly key: number | null; readonly reached: number }[] = [];
  const division = { rowsPerPart, mostParts: MOST_PARTS };
  for await (const found of snapshot.read((schema) => upsert.selectRanges(schema, idRange, division)))
    for (const [key, reached] of found) ends.push({ key: key == null ? null : Number(key), reached: Number(reached) });
  if (ends.length === 0) return [{ ...ALL_KEYS, rows: 0 }];
  return ends.map(({ key, reached }, i) => {
    const before = ends[i - 1];
    const isLast = i === ends.length - 1;
    return { after: before?.key ?? null, upTo: isLast ? null : key, rows: reached - (before?.reached ?? 0) };
  });
}
