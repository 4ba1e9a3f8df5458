import { describe, expect, test } from "vitest";
import { sideOf, splitValues, VALUE_SEPARATOR } from "../../server/core/record.js";
import { RowReader } from "../../server/core/record-reader.js";

describe("RowReader", () => {
  const reader = new RowReader([
    { name: "name", title: "" },
    { name: "schools", title: "", many: true },
  ]);

  test("reads columns by name, trimmed, without blanks", () => {
    const record = reader.of(["7", " Jane ", [" Oak ", "", " ", "Elm"].join(VALUE_SEPARATOR)]);
    expect([record.id, record.one("name"), record.many("schools")]).toEqual(["7", "Jane", ["Oak", "Elm"]]);
    expect(record.cell("name")).toBe(" Jane ");
  });

  test("what is missing is none", () => {
    for (const row of [[], [null, null, null], ["", " ", ""]]) {
      const record = reader.of(row);
      expect([record.id, record.one("name"), record.many("schools")]).toEqual(["", null, []]);
    }
  });

  test("turns to another row and keeps nothing of the last", () => {
    reader.of(["1", "Jane", "Oak"]);
    expect(reader.of(["2"]).one("name")).toBe(null);
  });

  test("a column that is not declared is an error that names it", () => {
    expect(() => reader.of(["1"]).one("nmae")).toThrow("nmae");
  });
});

test("a cell holds several values, one, or none", () => {
  expect(splitValues(`a${VALUE_SEPARATOR}b`)).toEqual(["a", "b"]);
  expect(splitValues("a")).toEqual(["a"]);
  expect([splitValues(""), splitValues(null)]).toEqual([[], []]);
});

test("the sign of a number tells the side", () => {
  expect([1, 42, -1, -42].map(sideOf)).toEqual(["LEFT", "LEFT", "RIGHT", "RIGHT"]);
});
