import { type Plan, planUpdate } from "../core/change/plan.js";
import { numberAt } from "../core/match/record-space.js";
import type { Update } from "../core/pipeline.js";
import type { Cell, Row } from "../core/record.js";
import { SLICE, type Sliced } from "../core/sliced.js";
import type { FindingsTransaction, RejectionRow } from "../core/stores.js";
import type { ClassifiedModel } from "./classify-model.js";
import { drive, inBatches } from "./drive.js";
import type { ReadModel } from "./load-model.js";
import type { MatchedModel } from "./match-model.js";
import type { MigrationRun } from "./migration-run.js";

/** Pairs whose left rows are looked up at once. */
const LOOK_UP = 5_000;

interface Planned {
  readonly left: number;
  readonly right: number;
  readonly plan: Exclude<Plan, { kind: "unchanged" }>;
}

/** Stores what the update of each matched pair will be, before any of it is applied. */
export async function planChanges(
  run: MigrationRun,
  read: ReadModel,
  matched: MatchedModel,
  classified: ClassifiedModel,
  findings: FindingsTransaction,
): Promise<{ changes: number; rejections: number }> {
  const { update } = read.model;
  if (!update) return { changes: 0, rejections: 0 };
  const planned = await drive(planPairs(read, update, matched, classified), run.signal);
  const refused = planned.filter(({ plan }) => plan.kind === "rejection");
  const rejections: RejectionRow[] = [];
  for (const batch of inBatches(refused, LOOK_UP)) {
    run.signal.throwIfAborted();
    const rows = await findings.rowsOf(
      read.resultId,
      batch.map(({ left }) => left),
    );
    for (const { left, plan } of batch)
      if (plan.kind === "rejection") rejections.push(rejectionOf(read, run, plan, rows.get(left) ?? []));
  }

  const rejected = findings.rejections();
  for (const row of rejections) await rejected.write(row);
  await rejected.end();
  const intended = findings.changes(run.options.dryRun ? "FORECAST" : "INTENDED");
  for (const { right, plan } of planned)
    if (plan.kind === "change") {
      const recordId = read.rightIds.at(-right - 1) ?? "";
      await intended.write({ entity: update.entity, recordId, change: plan.change });
    }
  await intended.end();
  const changes = planned.length - refused.length;
  await findings.addEffects(update.entity, {
    updated: run.options.dryRun ? changes : 0,
    unchanged: classified.matched.length - planned.length,
  });
  run.progress.count({ rejected: rejections.length });
  return { changes, rejections: rejections.length };
}

/** The matched pairs that need a change or can't have one. Statuses repeat, so each pair of values is judged once. */
function* planPairs(
  { fieldValues, space }: ReadModel,
  update: Update,
  { clusters }: MatchedModel,
  { matched }: ClassifiedModel,
): Sliced<readonly Planned[]> {
  const plans = new Map<number, Plan>();
  const planned: Planned[] = [];
  for (const [i, cluster] of matched.entries()) {
    if (i % SLICE === 0) yield;
    const at = clusters.starts[cluster] as number;
    const left = clusters.members[at] as number;
    const right = clusters.members[at + 1] as number;
    const values = fieldValues.at(left) * fieldValues.size + fieldValues.at(right);
    let plan = plans.get(values);
    if (plan === undefined) {
      plan = planUpdate(update, fieldValues.text(fieldValues.at(left)), fieldValues.text(fieldValues.at(right)));
      plans.set(values, plan);
    }
    if (plan.kind !== "unchanged") planned.push({ left: numberAt(left, space), right: numberAt(right, space), plan });
  }
  return planned;
}

function rejectionOf(
  { model }: ReadModel,
  { pipeline }: MigrationRun,
  { refusal }: Extract<Plan, { kind: "rejection" }>,
  row: Row,
): RejectionRow {
  return {
    model: model.name,
    side: "LEFT",
    source: pipeline.left.name,
    recordId: row[0] ?? "",
    reason: refusal.reason,
    message: refusal.message,
    row: Object.fromEntries(model.columns.map((column, i): [string, Cell] => [column.name, row[i + 1] ?? null])),
  };
}
