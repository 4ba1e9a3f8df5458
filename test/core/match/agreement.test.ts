import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Agreement, agreementsOf, compareAgreements } from "../../../server/core/match/agreement.js";
import type { CandidateRule } from "../../../server/core/pipeline.js";
import { VALUE_SEPARATOR } from "../../../server/core/record.js";
import { RowReader } from "../../../server/core/record-reader.js";

const columns = [
  { name: "name", title: "Name" },
  { name: "schools", title: "Schools", many: true },
];
const atSchool: CandidateRule = {
  name: "name_and_school",
  description: "",
  role: "finds",
  agreesOn: [
    { name: "name", column: "name" },
    { name: "school", column: "schools" },
  ],
};
const sameName: CandidateRule = {
  name: "name",
  description: "",
  role: "supports",
  agreesOn: [{ name: "name", column: "name" }],
};
const rules = [atSchool, sameName];

function record(name: string, ...schools: string[]) {
  return new RowReader(columns).of(["1", name, schools.join(VALUE_SEPARATOR)]);
}

describe("agreementsOf", () => {
  test("names the rules, in the order declared, with all values that agree and none that don't", () => {
    expect(agreementsOf(rules, record("jo", "Oak", "Elm", "Ash"), record("jo", "ash", "oak", "fir"))).toEqual([
      {
        rule: "name_and_school",
        values: [
          { name: "jo", school: "oak" },
          { name: "jo", school: "ash" },
        ],
      },
      { rule: "name", values: [{ name: "jo" }] },
    ]);
  });

  test("a rule without a common value is not among them", () => {
    expect(agreementsOf(rules, record("jo", "oak"), record("jo", "elm")).map(({ rule }) => rule)).toEqual(["name"]);
    expect(agreementsOf(rules, record("jo", "oak"), record("al", "oak"))).toEqual([]);
    expect(agreementsOf(rules, record("jo"), record("al"))).toEqual([]);
  });

  test("a value that a record repeats agrees once, whichever record it is", () => {
    const once = [{ name: "jo", school: "oak" }];
    expect(agreementsOf([atSchool], record("jo", "Oak", "OAK"), record("jo", "oak"))[0]?.values).toEqual(once);
    expect(agreementsOf([atSchool], record("jo", "oak"), record("jo", "Oak", "OAK"))[0]?.values).toEqual(once);
  });

  test("the parts of a value don't run together", () => {
    expect(agreementsOf([atSchool], record("ab", "c"), record("a", "bc"))).toEqual([]);
  });
});

describe("compareAgreements", () => {
  const agreement = fc.record({
    rule: fc.constantFrom("a", "b"),
    values: fc.array(fc.constant({}), { minLength: 1, maxLength: 3 }),
  });
  const agreements: fc.Arbitrary<readonly Agreement[]> = fc.array(agreement, { maxLength: 3 });

  test("more rules first, then more values, equal ones as they were", () => {
    fc.assert(
      fc.property(fc.array(agreements, { maxLength: 8 }), (candidates) => {
        const valueCount = (list: readonly Agreement[]) => list.flatMap(({ values }) => values).length;
        const ranked = [...candidates].sort(compareAgreements);
        ranked.slice(1).forEach((worse, i) => {
          const better = ranked[i] as readonly Agreement[];
          expect(better.length).toBeGreaterThanOrEqual(worse.length);
          if (better.length !== worse.length) return;
          expect(valueCount(better)).toBeGreaterThanOrEqual(valueCount(worse));
          if (valueCount(better) === valueCount(worse))
            expect(candidates.indexOf(better)).toBeLessThan(candidates.lastIndexOf(worse));
        });
      }),
      { numRuns: 500 },
    );
  });

  test("two rules with one value each are more than one rule with three", () => {
    const one: Agreement[] = [{ rule: "a", values: [{}, {}, {}] }];
    const two: Agreement[] = [
      { rule: "a", values: [{}] },
      { rule: "b", values: [{}] },
    ];
    expect([one, two].sort(compareAgreements)).toEqual([two, one]);
  });
});
