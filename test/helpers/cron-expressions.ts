import fc from "fast-check";

/** Cron expressions of five fields, of all that fields may hold; not all of them are of days that ever come. */
export function anyExpression(): fc.Arbitrary<string> {
  const field = (min: number, max: number): fc.Arbitrary<string> => {
    const value = fc.integer({ min, max });
    return fc.oneof(
      { weight: 3, arbitrary: fc.constant("*") },
      { weight: 3, arbitrary: value.map(String) },
      fc.integer({ min: 1, max: Math.min(30, max) }).map((step) => `*/${step}`),
      fc.tuple(value, value).map(([from, to]) => `${from}-${to}`),
      fc.uniqueArray(value, { minLength: 2, maxLength: 4 }).map((values) => values.join(",")),
    );
  };
  const dayOfMonth = fc.oneof(
    { weight: 6, arbitrary: field(1, 31) },
    fc.constantFrom("L", "LW", "L-2", "15W", "1W", "31W"),
  );
  const dayOfWeek = fc.oneof(
    { weight: 6, arbitrary: field(0, 6) },
    fc.constantFrom("7", "5L", "0L", "1#1", "6#5", "mon-fri"),
  );
  return fc
    .tuple(
      field(0, 59),
      field(0, 23),
      dayOfMonth,
      fc.oneof({ weight: 3, arbitrary: fc.constant("*") }, field(1, 12)),
      dayOfWeek,
    )
    .map((fields) => fields.join(" "));
}
