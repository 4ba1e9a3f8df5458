import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Selection } from "../../../server/core/upsert/upsert.js";
import { COLUMN_NAMES } from "../../../server/pipelines/students/columns.js";
import {
  selectClashingStudents,
  selectDuplicateStudents,
  selectDuplicatesAmong,
  selectStudentRanges,
} from "../../../server/pipelines/students/select.js";
import { studentIdOf } from "../../../server/pipelines/students/student-id.js";
import { legacyRow } from "./legacy-row.js";
import { type LegacyTable, openLegacyTable } from "./legacy-table.js";

let table: LegacyTable;
beforeAll(async () => {
  table = await openLegacyTable();
});
afterAll(() => table.drop());

const fillIds = (...ids: readonly (string | null)[]) => table.fill(ids.map((id, i) => ({ id, ipk: String(i) })));
const idsOf = async (selection: Parameters<LegacyTable["select"]>[0]) =>
  (await table.select(selection)).map(([id]) => id);
const duplicates = async () =>
  (await table.database.pool.query(selectDuplicateStudents(table.schema))).rows.map(({ id }) => id as string);

test("it gives the id, then every column in its order", async () => {
  const cells = Object.fromEntries(COLUMN_NAMES.map((name) => [name, ` ${name} of 'one' \\ `]));
  await table.fill([cells]);
  expect(await table.select({})).toEqual([legacyRow(cells)]);
});

test("a column that the source lacks reads as null", async () => {
  await table.fill([{ id: "1", sponsor_info: "A" }]);
  const [row] = await table.select({}, new Set(COLUMN_NAMES.filter((name) => name !== "sponsor_info")));
  expect(row).toEqual(legacyRow({ id: "1" }));
});

describe("order", () => {
  test("by number, then what is none by its text, then what has none", async () => {
    await fillIds("12abc", "", null, "100", "99999999999999", " 18001 ", "9", "018000", "0", "-1", "2147483648", "Ａ");
    const expected = [
      "9",
      "100",
      "018000",
      " 18001 ",
      "",
      "-1",
      "0",
      "12abc",
      "2147483648",
      "99999999999999",
      "Ａ",
      null,
    ];
    expect(await idsOf({})).toEqual(expected);
  });

  test("of one id by its text and IPK, however the rows lie", async () => {
    const rows = ["3", "1", "4", "2"].map((ipk) => ({ id: "7", ipk }));
    await table.fill([{ id: "07", ipk: "9" }, ...rows]);
    expect((await table.select({})).map((row) => row[COLUMN_NAMES.indexOf("ipk") + 1])).toEqual([
      "9",
      "1",
      "2",
      "3",
      "4",
    ]);
  });
});

describe("a selection", () => {
  test("of a range takes both its ends, by number", async () => {
    await fillIds("9", "10", " 011 ", "12", "13", "1x", null, "", "99999999999999");
    expect(await idsOf({ idRange: { from: 10, to: 12 } })).toEqual(["10", " 011 ", "12"]);
    expect(await idsOf({ idRange: { from: 12, to: 10 } })).toEqual([]);
  });

  test("with a limit takes the first ones of what else it asks for", async () => {
    await fillIds("5", "4", "3", "x", "2");
    expect(await idsOf({ limit: 2 })).toEqual(["2", "3"]);
    expect(await idsOf({ limit: 2, idRange: { from: 4, to: 9 } })).toEqual(["4", "5"]);
    expect(await idsOf({ limit: 0 })).toEqual([]);
  });

  test("of ids takes them as they stand, whatever is in them", async () => {
    const odd = ["18001", " 18001", "o'clock", "'; drop table legacy_students; --", "a\\'b\\", '"', "$$", "é\n", "1"];
    await fillIds(...odd, null);
    for (const id of odd) expect(await idsOf({ ids: [id] })).toEqual([id]);
    expect(await idsOf({ ids: ["18001", "1", "not there"] })).toEqual(["1", "18001"]);
    expect(await idsOf({ ids: [] })).toEqual([]);
  });

  test("of ids means the same where backslashes escape", async () => {
    await fillIds("a\\'b\\", "1");
    const client = await table.database.pool.connect();
    await client.query("set standard_conforming_strings = off");
    client.release();
    expect(await idsOf({ ids: ["a\\'b\\"] })).toEqual(["a\\'b\\"]);
    await table.database.pool.query("set standard_conforming_strings = on");
  });

  test("of an empty id takes rows that have none", async () => {
    await fillIds(null, "", "1");
    expect(await idsOf({ ids: [""] })).toEqual(["", null]);
  });
});

describe("a selection by keys", () => {
  const IDS = ["3", " 04", "5", "10", "x", null] as const;

  test("takes those behind one, and those that have none last", async () => {
    await fillIds(...IDS);
    expect(await idsOf({ after: 4 })).toEqual(["5", "10", "x", null]);
    expect(await idsOf({ after: 10 })).toEqual(["x", null]);
  });

  test("takes those up to one, it among them, and none that has no key", async () => {
    await fillIds(...IDS);
    expect(await idsOf({ upTo: 4 })).toEqual(["3", " 04"]);
    expect(await idsOf({ after: 3, upTo: 5 })).toEqual([" 04", "5"]);
    expect(await idsOf({ after: 3, idRange: { from: 1, to: 9 }, limit: 1 })).toEqual([" 04"]);
  });
});

describe("ranges", () => {
  const rangesOf = async (rowsPerPart: number, idRange: Selection["idRange"] = null, mostParts = 16) => {
    const text = selectStudentRanges(table.schema, idRange, { rowsPerPart, mostParts });
    return (await table.database.pool.query({ text, rowMode: "array" })).rows.map((row) => row.map(String));
  };
  const ids = Array.from({ length: 10 }, (_, i) => String(i + 1));

  test("end where a part has its share, and the last one where all rows are", async () => {
    await fillIds(...ids);
    expect(await rangesOf(10)).toEqual([["10", "10"]]);
    expect(await rangesOf(3)).toEqual([
      ["4", "4"],
      ["7", "7"],
      ["10", "10"],
    ]);
    expect(await rangesOf(1, null, 2)).toEqual([
      ["5", "5"],
      ["10", "10"],
    ]);
    expect(await rangesOf(2, { from: 7, to: 10 })).toEqual([
      ["8", "2"],
      ["10", "4"],
    ]);
  });

  test("keep the rows of one id together, whatever it is written like", async () => {
    await fillIds("1", "2", "02", " 2", "2", "2 ", "3", "4");
    expect(await rangesOf(2)).toEqual([
      ["2", "6"],
      ["4", "8"],
    ]);
  });

  test("know rows without a key as the last ones", async () => {
    await fillIds("1", "2", "x", null);
    expect(await rangesOf(1)).toEqual([
      ["1", "1"],
      ["2", "2"],
      ["null", "4"],
    ]);
    await fillIds();
    expect(await rangesOf(1)).toEqual([]);
  });
});

test("the rows of some keys, however they are written, with how many each key has", async () => {
  await fillIds("7", "07", " 7\t", "70", "8", "18001", "018001", "x", null, "", "0", "2147483648");
  const clashing = async (...keys: number[]) => {
    const text = selectClashingStudents(table.schema, new Set(COLUMN_NAMES), keys);
    const { rows } = await table.database.pool.query({ text, rowMode: "array" });
    return (rows as string[][]).map((row) => [row[0], row[COLUMN_NAMES.length + 1]]);
  };
  expect(await clashing(18_001, 7, 9)).toEqual([
    [" 7\t", "3"],
    ["07", "3"],
    ["7", "3"],
    ["018001", "2"],
    ["18001", "2"],
  ]);
  expect(await clashing(...Array.from({ length: 20 }, (_, i) => i + 60))).toEqual([["70", "1"]]);
});

test("the ids of rows that share a student id, however they write it", async () => {
  await fillIds("18001", " 18001", "018001", "18002", "7", "7", "12abc", "12abc", null, null, "", "", "0", "00");
  expect(await duplicates()).toEqual(["7", "7", " 18001", "018001", "18001"]);
});

test("among some student ids those that several rows have, however they write them", async () => {
  await fillIds("18001", " 18001", "018001", "18002", "7", "7", "8", "8", "12abc", "12abc", null, null, "0", "00");
  const among = async (...keys: number[]) => {
    const text = selectDuplicatesAmong(table.schema, keys);
    const { rows } = await table.database.pool.query<[string]>({ text, rowMode: "array" });
    return new Set(rows.map(([id]) => studentIdOf(id)));
  };
  expect(await among(7, 18_001, 18_002, 12)).toEqual(new Set([7, 18_001]));
  expect(await among(18_002)).toEqual(new Set());
});

test("any ids: nothing fails, and SQL reads them as the rules do", async () => {
  const part = fc.constantFrom(
    "0",
    "1",
    "7",
    "2147483647",
    "2147483648",
    " ",
    "\t",
    "\n",
    "\u00a0",
    "x",
    "-",
    ".",
    "៧",
  );
  const text = fc.oneof(
    fc.array(part, { maxLength: 5 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary" }).map((any) => any.replaceAll("\0", "")),
  );
  const ids = fc.sample(text, { numRuns: 3000, seed: 7 });
  await fillIds(...ids);
  const selected = (await idsOf({ idRange: { from: 1, to: 2_147_483_647 } })) as string[];
  expect(selected.toSorted()).toEqual(ids.filter((id) => studentIdOf(id) !== null).toSorted());
  const numbers = selected.map((id) => studentIdOf(id) ?? 0);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(numbers.length).toBeGreaterThan(100);
  expect(await idsOf({})).toHaveLength(ids.length);
  const shared = selected.filter((id) => numbers.filter((number) => number === studentIdOf(id)).length > 1);
  expect((await duplicates()).toSorted()).toEqual(shared.toSorted());
  const { rows } = await table.database.pool.query<{ min: string }>(
    selectDuplicatesAmong(table.schema, [...new Set(numbers)]),
  );
  expect(new Set(rows.map(({ min }) => studentIdOf(min)))).toEqual(new Set(shared.map(studentIdOf)));
});
