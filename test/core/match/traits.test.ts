import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HeldTraits, valuesOfRule } from "../../../server/core/match/traits.js";
import type { CandidateRule, Column } from "../../../server/core/pipeline.js";
import { type Row, VALUE_SEPARATOR } from "../../../server/core/record.js";
import { RowReader } from "../../../server/core/record-reader.js";
import { lineOf } from "../../helpers/lines.js";

const columns: readonly Column[] = [
  { name: "name", title: "Name" },
  { name: "schools", title: "Schools", many: true },
];
const atSchool: CandidateRule = {
  name: "first_name_and_school",
  description: "",
  role: "finds",
  agreesOn: [
    { name: "first_name", column: "name", words: "FIRST" },
    { name: "school", column: "schools" },
  ],
};
const sameName: CandidateRule = {
  name: "name",
  description: "",
  role: "finds",
  agreesOn: [{ name: "name", column: "name", words: "ALL" }],
};
const supporting: CandidateRule = { ...sameName, name: "supports", role: "supports" };

function valuesIn(rule: CandidateRule, row: Row) {
  return valuesOfRule(rule, new RowReader(columns).of(row));
}

describe("valuesOfRule", () => {
  test("gives one value for each of a trait's, folded", () => {
    const row = ["1", " Jane  Doe ", ["Oak", " ", "ELM "].join(VALUE_SEPARATOR)];
    expect(valuesIn(atSchool, row)).toEqual([
      ["jane", "oak"],
      ["jane", "elm"],
    ]);
    expect(valuesIn(sameName, row)).toEqual([["jane doe"]]);
  });

  test("gives none where a trait is missing: such a record agrees with nobody", () => {
    expect(valuesIn(atSchool, ["1", "Jane", null])).toEqual([]);
    expect(valuesIn(atSchool, ["1", " ", "Oak"])).toEqual([]);
  });
});

test("what is held of two records is equal for as many values as they have in common, and of the same rule", () => {
  const name = fc.constantFrom(null, " ", "Jane Doe", "JANE  doe", "Éva", "éva x", "O'Neil\\", "Jane");
  const schools = fc.constantFrom(null, "", "Oak", ["oak ", "Elm"].join(VALUE_SEPARATOR), "Jane");
  const row = fc.tuple(name, schools).map(([name, schools]): Row => ["1", name, schools]);
  const rules = [atSchool, sameName, supporting];
  const namesOf = (row: Row) =>
    rules.flatMap((rule, i) => (rule.role === "finds" ? valuesIn(rule, row).map((value) => [i, ...value].join()) : []));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), (rows) => {
      const held = new HeldTraits(rules, columns);
      for (const [i, row] of rows.entries()) held.add(i + 1, lineOf(row));
      const names = rows.flatMap(namesOf);
      const hashes = names.map((_, i) => `${held.highs.at(i)} ${held.lows.at(i)}`);
      expect(held.records.length).toBe(names.length);
      expect(Array.from(held.records.view())).toEqual(rows.flatMap((row, i) => namesOf(row).map(() => i + 1)));
      expect(hashes.map((hash) => hashes.indexOf(hash))).toEqual(names.map((name) => names.indexOf(name)));
    }),
    { numRuns: 1_000 },
  );
});
