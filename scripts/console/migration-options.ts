import { InvalidArgumentError, Option } from "commander";
import type { ChangeDetection, MigrationOptionsInput, Mode } from "../client/graphql/graphql.js";

/** What the command line says about a migration, under the guide's names. */
export interface MigrationFlags {
  readonly mode?: Mode;
  readonly modifiedSince?: string;
  readonly studentIdRange?: { readonly from: number; readonly to: number };
  readonly batchSize?: number;
  readonly limit?: number;
  readonly forceUpdate?: true;
  readonly changeDetection?: ChangeDetection;
  readonly rejectedOf?: string;
  readonly dryRun?: true;
}

/** The options of a migration: a pipeline takes some of them, and refuses any other. */
export const MIGRATION_FLAGS: readonly Option[] = [
  new Option("--mode <mode>", "upsert, create-only or update-only").argParser(
    oneOf("upsert", "create-only", "update-only"),
  ),
  new Option(
    "--modified-since <when>",
    "only rows modified since a date, a date-time, yesterday, or last: the last sync",
  ),
  new Option("--student-id-range <A:B>", "only ids from A to B, both included").argParser(idRange),
  new Option("--batch-size <number>", "rows or changes in one transaction").argParser(wholeNumber),
  new Option("--limit <number>", "at most so many rows").argParser(wholeNumber),
  new Option("--force-update", "write rows that did not change, too"),
  new Option("--dry-run", "forecast the changes, apply none"),
  new Option("--change-detection <kind>", "ipk, content or both (default)").argParser(oneOf("ipk", "content", "both")),
  new Option("--rejected-of <id>", "only what this migration rejected"),
];

/** What the API is told. */
export function optionsOf(flags: MigrationFlags): MigrationOptionsInput {
  const { mode, modifiedSince, studentIdRange: idRange, batchSize, limit } = flags;
  const { forceUpdate, changeDetection, rejectedOf, dryRun } = flags;
  const options = { mode, modifiedSince, idRange, batchSize, limit, forceUpdate, changeDetection, rejectedOf, dryRun };
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** A word of the command line as the API's enum value: create-only is CREATE_ONLY. */
function oneOf(...words: readonly string[]): (text: string) => string {
  return (text) => {
    if (!words.includes(text)) throw new InvalidArgumentError(`Expected ${words.join(", ")}.`);
    return text.toUpperCase().replace("-", "_");
  };
}

function idRange(text: string): { readonly from: number; readonly to: number } {
  const [, from, to] = /^(\d{1,9}):(\d{1,9})$/.exec(text) ?? [];
  if (from === undefined || to === undefined) throw new InvalidArgumentError("Expected two ids, such as 18000:19000.");
  return { from: Number(from), to: Number(to) };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}
