import { resolveSince, SINCE_FORMATS } from "./upsert/since.js";

/** What a migration can be told. A pipeline takes some of these; any other is a user error. */
export interface MigrationOptions {
  readonly mode?: Mode;
  /** a date, a date-time, `yesterday` or `last` */
  readonly modifiedSince?: string;
  readonly idRange?: { readonly from: number; readonly to: number };
  readonly forceUpdate?: boolean;
  readonly limit?: number;
  /** records a batch */
  readonly batchSize?: number;
  /** what tells that a row has changed */
  readonly changeDetection?: ChangeDetection;
  /** take only what this migration rejected */
  readonly rejectedOf?: number;
  /** forecast the changes, apply none */
  readonly dryRun?: boolean;
}

export type Mode = "UPSERT" | "CREATE_ONLY" | "UPDATE_ONLY";
export type ChangeDetection = "IPK" | "CONTENT" | "BOTH";

export const OPTION_NAMES = [
  "mode",
  "modifiedSince",
  "idRange",
  "forceUpdate",
  "limit",
  "batchSize",
  "changeDetection",
  "rejectedOf",
  "dryRun",
] as const satisfies readonly (keyof MigrationOptions)[];

export type OptionName = (typeof OPTION_NAMES)[number];

/** Changes applied in one transaction of the target, unless the options say another number. */
export const DEFAULT_BATCH_SIZE = 5_000;
/** Rows of an upsert changed in one transaction, unless the options say another number. */
export const DEFAULT_UPSERT_BATCH_SIZE = 1_000;
export const LARGEST_BATCH_SIZE = 50_000;

/** The largest that PostgreSQL's integer holds. */
const LARGEST_INTEGER = 2_147_483_647;

/** What is wrong with an option: its name and a sentence that says what is allowed. */
export interface OptionProblem {
  readonly option: OptionName;
  readonly message: string;
}

interface TakesOptions {
  readonly name: string;
  readonly options: readonly OptionName[];
}

/** Everything that is wrong with the options for this pipeline; empty where all is well. */
export function checkOptions(pipeline: TakesOptions, options: MigrationOptions): readonly OptionProblem[] {
  const problems: OptionProblem[] = [];
  for (const option of OPTION_NAMES)
    if (options[option] !== undefined && !pipeline.options.includes(option))
      problems.push({
        option,
        message: `Pipeline ${pipeline.name} does not take the option ${option}; it takes ${pipeline.options.join(", ") || "none"}.`,
      });
  return [...problems, ...valueProblems(options)];
}

/** Where a value is none that its option may have: what is allowed, and what came. */
function valueProblems(options: MigrationOptions): readonly OptionProblem[] {
  const { batchSize, limit, rejectedOf, idRange, modifiedSince } = options;
  const problems: OptionProblem[] = [];
  const expect = (option: OptionName, isAllowed: boolean, allowed: string, came: unknown): void => {
    if (!isAllowed) problems.push({ option, message: `${option} is ${allowed}; ${String(came)} came.` });
  };
  const isCount = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;

  if (batchSize !== undefined)
    expect(
      "batchSize",
      isCount(batchSize, LARGEST_BATCH_SIZE),
      `a whole number from 1 to ${LARGEST_BATCH_SIZE}`,
      batchSize,
    );
  if (limit !== undefined) expect("limit", isCount(limit, LARGEST_INTEGER), "a whole number from 1", limit);
  if (rejectedOf !== undefined)
    expect("rejectedOf", isCount(rejectedOf, LARGEST_INTEGER), "the id of a migration", rejectedOf);
  if (idRange !== undefined) {
    const { from, to } = idRange;
    const isRange = [from, to].every((end) => Number.isInteger(end) && Math.abs(end) <= LARGEST_INTEGER) && from <= to;
    expect("idRange", isRange, "two whole numbers, the first not above the second", `${from}:${to}`);
  }
  if (modifiedSince !== undefined) {
    const isReadable = resolveSince(modifiedSince, new Date(0), null) !== undefined;
    expect("modifiedSince", isReadable, SINCE_FORMATS, JSON.stringify(modifiedSince));
  }
  return problems;
}
