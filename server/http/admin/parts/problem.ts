/** What is wrong with a field, by its id; null for the form as a whole. */
export interface Problem {
  readonly field: string | null;
  readonly message: string;
}

/** What the summary says of one field. */
export function problemOf(problems: readonly Problem[], field: string): string | null {
  return problems.find((problem) => problem.field === field)?.message ?? null;
}
