import type { FindingCounts } from "../../core/match/ranges.js";
import type { MatchKey, Pipeline } from "../../core/pipeline.js";
import type { StoredResult } from "../../core/read-ports.js";
import type { ReportModel } from "../../core/report/report-model.js";
import type { ResultCounts, ResultHead } from "../../core/report/result-head.js";

/** One model's row of the table of results. */
export interface ModelResultRow
  extends Omit<ResultCounts, "matchRate">,
    FindingCounts,
    Pick<StoredResult, "findingsKept" | "created" | "updated" | "unchanged" | "detections"> {
  readonly id: number;
  readonly columns: readonly string[];
  readonly matchKeys: readonly MatchKey[];
}

/** A model as reports name it, and where its findings are. */
export interface LaidOutModel extends ReportModel {
  readonly resultId: number;
  readonly counts: FindingCounts;
  /** places of the match keys in a record's line, behind the id */
  readonly keyPlaces: readonly number[];
}

/** Match keys and columns as they were stored; classes and many-valued columns as the pipeline declares them now. */
export function layOut(
  result: ModelResultRow,
  pipeline: Pipeline | undefined,
  sharedValues: ResultHead["sharedValues"],
): LaidOutModel {
  const model = pipeline?.models.find(({ name }) => name === result.model);
  const shared = new Set(sharedValues.filter((row) => row.model === result.model).map(sharedKey));
  return {
    name: result.model,
    // A pipeline may have gone from the registry while its migrations are kept.
    classes: {
      LEFT: model?.left.class ?? `left ${result.model}`,
      RIGHT: model?.right.class ?? `right ${result.model}`,
    },
    matchKeys: result.matchKeys,
    manyValued: new Set(model?.columns.filter((column) => column.many).map((column) => column.name)),
    isShared: (key, value) => shared.size > 0 && shared.has(sharedKey({ key, value })),
    resultId: result.id,
    counts: result,
    keyPlaces: result.matchKeys.map(({ column }) => result.columns.indexOf(column) + 1),
  };
}

function sharedKey({ key, value }: { readonly key: string; readonly value: string }): string {
  return `${key}\0${value}`;
}
