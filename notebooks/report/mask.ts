/** Stands for a value about a person. A missing value stays missing. */
const MASK = "[masked]";

/**
 * An answer of the API as whoever may not see personal values would see it: those that say that they are personal, and
 * values of match keys that are. A report is sent on, whoever made it.
 */
export function masked(answer: unknown, personalKeys: ReadonlySet<string>): unknown {
  if (Array.isArray(answer)) return answer.map((each) => masked(each, personalKeys));
  if (typeof answer !== "object" || answer === null) return answer;
  const object = answer as Readonly<Record<string, unknown>>;
  const isPersonal = object.personal === true || (typeof object.key === "string" && personalKeys.has(object.key));
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      if (isPersonal && name === "value") return [name, value === null ? null : MASK];
      if (isPersonal && name === "values" && Array.isArray(value)) return [name, value.map(() => MASK)];
      return [name, masked(value, personalKeys)];
    }),
  );
}
