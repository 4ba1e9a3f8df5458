import type { ShownRecordFragment } from "../generated/graphql.js";

/** What a record is called, where one of its columns says so. */
export function nameOf(record: ShownRecordFragment): string | null {
  const named = record.fields.find(({ name, value }) => /(^|_)name$/.test(name) && value);
  return named?.value ?? null;
}

/** The value as it is compared by eye: case and the space around it say nothing. */
function folded(value: string): string {
  return value.trim().toLocaleLowerCase("en-GB");
}

/** Whether two records hold the same in a field, or hold both one of the values that a rule found to agree. */
export function agree(a: readonly string[], b: readonly string[], agreedValues: readonly string[]): boolean {
  const [left, right] = [a.map(folded).filter(Boolean), b.map(folded).filter(Boolean)];
  if (left.some((value) => right.includes(value))) return true;
  const holds = (values: readonly string[], agreed: string): boolean =>
    values.some((value) => ` ${value} `.includes(` ${agreed} `));
  return agreedValues.map(folded).some((agreed) => agreed !== "" && holds(left, agreed) && holds(right, agreed));
}
