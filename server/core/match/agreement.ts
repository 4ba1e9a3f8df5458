import type { CandidateRule } from "../pipeline.js";
import type { RecordReader } from "../record.js";
import { valuesOfRule } from "./traits.js";

/** A rule that a candidate satisfies, with the values that agree. */
export interface Agreement {
  readonly rule: string;
  /** each value by the names of its parts */
  readonly values: readonly Readonly<Record<string, string>>[];
}

/** The rules that two records satisfy, in the order in which the pipeline declares them; a repeated value agrees once. */
export function agreementsOf(rules: readonly CandidateRule[], a: RecordReader, b: RecordReader): readonly Agreement[] {
  const agreements: Agreement[] = [];
  for (const rule of rules) {
    const theirs = new Set(valuesOfRule(rule, b).map(joined));
    const ours = new Map(valuesOfRule(rule, a).map((value) => [joined(value), value]));
    const values = [...ours].filter(([text]) => theirs.has(text)).map(([, value]) => named(rule, value));
    if (values.length > 0) agreements.push({ rule: rule.name, values });
  }
  return agreements;
}

/** The better candidate first: more rules, then more values that agree. Equal ones keep their order. */
export function compareAgreements(a: readonly Agreement[], b: readonly Agreement[]): number {
  return b.length - a.length || valueCount(b) - valueCount(a);
}

/** A value's parts as one text, for comparison. */
function joined(value: readonly string[]): string {
  return value.join("\x1f");
}

function named(rule: CandidateRule, value: readonly string[]): Record<string, string> {
  return Object.fromEntries(rule.agreesOn.map(({ name }, i) => [name, value[i] ?? ""]));
}

function valueCount(agreements: readonly Agreement[]): number {
  return agreements.reduce((sum, agreement) => sum + agreement.values.length, 0);
}
