import type {
  ChangeDetection,
  MigrationOptionName,
  MigrationOptionsInput,
  Mode,
  OptionFieldsFragment,
} from "../generated/graphql.js";
import { counted } from "../parts/format.js";
import type { Problem } from "../parts/problem.js";
import { CHANGE_DETECTIONS } from "../parts/words.js";

export type Since = "EVERYTHING" | "LAST" | "YESTERDAY" | "DATE";

/** What a form of options holds: texts as they were typed. */
export interface OptionValues {
  readonly dryRun: boolean;
  readonly mode: Mode;
  readonly since: Since;
  readonly sinceDate: string;
  readonly idFrom: string;
  readonly idTo: string;
  readonly limit: string;
  readonly batchSize: string;
  readonly forceUpdate: boolean;
  readonly changeDetection: ChangeDetection;
  readonly rejectedOf: string;
}

export const NO_OPTIONS: OptionValues = {
  dryRun: false,
  mode: "UPSERT",
  since: "EVERYTHING",
  sinceDate: "",
  idFrom: "",
  idTo: "",
  limit: "",
  batchSize: "",
  forceUpdate: false,
  changeDetection: "BOTH",
  rejectedOf: "",
};

/** A form's values for options that are kept, such as a schedule's. */
export function valuesOf(options: OptionFieldsFragment): OptionValues {
  const { modifiedSince, idRange } = options;
  const text = (value: number | string | null | undefined): string => (value == null ? "" : String(value));
  return {
    dryRun: options.dryRun === true,
    mode: options.mode ?? "UPSERT",
    since: sinceOf(modifiedSince),
    sinceDate: sinceOf(modifiedSince) === "DATE" ? text(modifiedSince) : "",
    idFrom: text(idRange?.from),
    idTo: text(idRange?.to),
    limit: text(options.limit),
    batchSize: text(options.batchSize),
    forceUpdate: options.forceUpdate === true,
    changeDetection: options.changeDetection ?? "BOTH",
    rejectedOf: text(options.rejectedOf),
  };
}

function sinceOf(modifiedSince: string | null): Since {
  if (modifiedSince === null) return "EVERYTHING";
  if (modifiedSince === "last") return "LAST";
  return modifiedSince === "yesterday" ? "YESTERDAY" : "DATE";
}

export interface ReadOptions {
  readonly options: MigrationOptionsInput;
  readonly problems: readonly Problem[];
}

/** The options that a form says, of those that the pipeline takes; what is left as it is by default is not said. */
export function readOptions(values: OptionValues, taken: readonly MigrationOptionName[]): ReadOptions {
  const problems: Problem[] = [];
  const number = (field: "limit" | "batchSize" | "idFrom" | "idTo", what: string): number | undefined => {
    const text = values[field].trim().replaceAll(/[,\s]/g, "");
    if (text === "") return undefined;
    if (/^-?\d{1,9}$/.test(text)) return Number(text);
    problems.push({ field, message: `${what} must be a whole number, such as 500` });
    return undefined;
  };
  const from = number("idFrom", "The first id");
  const to = number("idTo", "The last id");
  const isHalf = (values.idFrom.trim() === "") !== (values.idTo.trim() === "");
  if (isHalf) problems.push({ field: from === undefined ? "idFrom" : "idTo", message: "Give both ends of the range" });
  if (values.since === "DATE" && values.sinceDate.trim() === "")
    problems.push({ field: "sinceDate", message: "Say since which date" });

  const said: MigrationOptionsInput = {
    dryRun: values.dryRun || undefined,
    mode: values.mode === "UPSERT" ? undefined : values.mode,
    modifiedSince: modifiedSince(values),
    idRange: from === undefined || to === undefined ? undefined : { from, to },
    limit: number("limit", "The number of records"),
    batchSize: number("batchSize", "The batch size"),
    forceUpdate: values.forceUpdate || undefined,
    changeDetection: values.changeDetection === "BOTH" ? undefined : values.changeDetection,
    rejectedOf: values.rejectedOf.trim() || undefined,
  };
  const options = Object.fromEntries(
    Object.entries(said).filter(([name, value]) => value !== undefined && taken.some((option) => option === name)),
  );
  return { options, problems };
}

function modifiedSince({ since, sinceDate }: OptionValues): string | undefined {
  if (since === "EVERYTHING") return undefined;
  if (since === "DATE") return sinceDate.trim();
  return since === "LAST" ? "last" : "yesterday";
}

/** The field of the form that an input field of the API belongs to, such as `options.idRange`. */
export function fieldOfOption(path: string | null): string | null {
  const option = /^options\.(\w+)/.exec(path ?? "")?.[1];
  if (option === undefined) return path;
  return { modifiedSince: "sinceDate", idRange: "idFrom" }[option] ?? option;
}

type Told = MigrationOptionsInput | OptionFieldsFragment;

/** What options narrow or change, in sentences; none where all is as by default. */
export function describeOptions(options: Told): readonly string[] {
  const { modifiedSince: since, idRange, limit, rejectedOf, forceUpdate, changeDetection, batchSize } = options;
  return [
    since === "last" && "Only rows that were modified since the last migration that took everything.",
    since === "yesterday" && "Only rows that were modified since yesterday.",
    since && since !== "last" && since !== "yesterday" && `Only rows that were modified since ${since}.`,
    idRange && `Only ids from ${idRange.from} to ${idRange.to}.`,
    limit && `At most ${counted(limit, "row")}.`,
    rejectedOf && `Only what migration ${rejectedOf} rejected.`,
    forceUpdate && "Also rows that have not changed are written.",
    changeDetection && changeDetection !== "BOTH" && `What tells a change: ${CHANGE_DETECTIONS[changeDetection]}.`,
    batchSize && `${counted(batchSize, "record")} a transaction.`,
  ].filter((sentence) => typeof sentence === "string");
}

interface Written {
  readonly kind: "RECONCILIATION" | "UPSERT" | null;
  readonly left: string | null;
  readonly right: string | null;
  readonly description: string;
}

/** What a migration with these options will write, and where. */
export function describeWrites(pipeline: Written, options: Told): string {
  const right = pipeline.right ?? "the target";
  if (options.dryRun) return `Nothing is written to ${right}: changes are only forecast.`;
  const left = pipeline.left ?? "The source";
  if (pipeline.kind === "RECONCILIATION")
    return `Matched records of ${right} are changed where they differ. ${left} is only read.`;
  if (options.mode === "CREATE_ONLY") return `New records are created in ${right}; those it has are left alone.`;
  if (options.mode === "UPDATE_ONLY") return `Records of ${right} that changed are updated; none are created.`;
  return `New records are created in ${right}, and those that changed are updated. ${left} is only read.`;
}
