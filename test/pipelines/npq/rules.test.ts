import { describe, expect, test } from "vitest";
import { agreementsOf } from "../../../server/core/match/agreement.js";
import { comparableValues } from "../../../server/core/match/explain.js";
import type { MatchKey, Model } from "../../../server/core/pipeline.js";
import { type Cell, VALUE_SEPARATOR } from "../../../server/core/record.js";
import { RowReader } from "../../../server/core/record-reader.js";
import { applications } from "../../../server/pipelines/npq/applications.js";
import { users } from "../../../server/pipelines/npq/users.js";

function record(model: Model, cells: Readonly<Record<string, Cell>>): RowReader {
  for (const name of Object.keys(cells)) expect(model.columns.map((column) => column.name)).toContain(name);
  return new RowReader(model.columns).of(["1", ...model.columns.map(({ name }) => cells[name] ?? null)]);
}

/** The rules that find candidates, asked from both sides: they must say the same. */
function finds(model: Model, a: Readonly<Record<string, Cell>>, b: Readonly<Record<string, Cell>>): boolean {
  const rules = model.candidateRules.filter(({ role }) => role === "finds");
  const oneWay = agreementsOf(rules, record(model, a), record(model, b)).length > 0;
  const otherWay = agreementsOf(rules, record(model, b), record(model, a)).length > 0;
  expect(otherWay).toBe(oneWay);
  return oneWay;
}

describe("candidates of a user", () => {
  const sam = { full_name: "Sam Jones", schools: "Oak School" };

  test.each([
    ["same first name and school", { full_name: "Sam Smith", schools: "Oak School" }, true],
    ["case and spaces differ", { full_name: "  SAM\tSmith ", schools: " OAK SCHOOL " }, true],
    ["a first name alone", { full_name: "sam", schools: "Oak School" }, true],
    ["one of several schools", { full_name: "Sam", schools: `Elm${VALUE_SEPARATOR}oak school` }, true],
    ["a longer first name that begins so", { full_name: "Samantha Jones", schools: "Oak School" }, false],
    ["a shorter first name", { full_name: "Sa Jones", schools: "Oak School" }, false],
    ["the name as a last name", { full_name: "Jones Sam", schools: "Oak School" }, false],
    ["another school", { full_name: "Sam Jones", schools: "Elm School" }, false],
    ["no school", { full_name: "Sam Jones", schools: null }, false],
    ["a blank school", { full_name: "Sam Jones", schools: ` ${VALUE_SEPARATOR}` }, false],
    ["no name", { full_name: null, schools: "Oak School" }, false],
    ["a blank name", { full_name: "  ", schools: "Oak School" }, false],
  ])("%s", (_, other, expected) => {
    expect(finds(users, sam, other)).toBe(expected);
  });

  test("missing names and schools never equal missing ones", () => {
    for (const nothing of [null, "", "  "]) {
      expect(finds(users, { full_name: nothing, schools: "Oak" }, { full_name: nothing, schools: "Oak" })).toBe(false);
      expect(finds(users, { full_name: "Sam", schools: nothing }, { full_name: "Sam", schools: nothing })).toBe(false);
    }
  });

  test("full name and address support, whatever their case", () => {
    const a = record(users, { ...sam, full_name: "sam  JONES", email: "Sam@Example.org" });
    const b = record(users, { ...sam, email: " sam@example.ORG " });
    expect(agreementsOf(users.candidateRules, a, b)).toEqual([
      { rule: "same_first_name_and_school", values: [{ first_name: "sam", school: "oak school" }] },
      { rule: "same_full_name", values: [{ full_name: "sam jones" }] },
      { rule: "same_email", values: [{ email: "sam@example.org" }] },
    ]);
    const blank = { ...sam, full_name: " ", email: "" };
    expect(agreementsOf(users.candidateRules, record(users, blank), record(users, blank))).toEqual([]);
  });
});

describe("candidates of an application", () => {
  const one = { course: "NPQ Headship", user_ecf_id: "u-1" };

  test.each([
    ["same course and user", one, true],
    ["case differs", { course: "npq HEADSHIP ", user_ecf_id: "U-1" }, true],
    ["another course", { ...one, course: "NPQ" }, false],
    ["another user", { ...one, user_ecf_id: "u-2" }, false],
    ["no course", { ...one, course: null }, false],
    ["no user", { ...one, user_ecf_id: " " }, false],
  ])("%s", (_, other, expected) => {
    expect(finds(applications, one, other)).toBe(expected);
  });

  test("missing ones never equal missing ones", () => {
    expect(finds(applications, { course: "a" }, { course: "a" })).toBe(false);
    expect(finds(applications, { user_ecf_id: "a" }, { user_ecf_id: "a" })).toBe(false);
  });
});

describe("match keys", () => {
  const key = (column: string) => users.matchKeys.find((candidate) => candidate.column === column) as MatchKey;

  test("placeholder TRNs and blanks never match; the same digits elsewhere do", () => {
    for (const value of ["0000000", "1234567", " 1234567 ", "", " ", null])
      expect(comparableValues(value, key("trn"))).toEqual([]);
    expect(comparableValues("1234567", key("get_an_identity_id"))).toEqual(["1234567"]);
    expect(comparableValues("7654321", key("trn"))).toEqual(["7654321"]);
  });

  test("case and spaces don't matter, and each application is a value", () => {
    expect(comparableValues(` A-1${VALUE_SEPARATOR}b-2 `, key("npq_application_ecf_ids"))).toEqual(["a-1", "b-2"]);
  });
});

describe("exclusion", () => {
  test("is of ECF users without an NPQ application", () => {
    expect(users.exclusion?.side).toBe("LEFT");
    expect(users.exclusion?.applies(record(users, { applications: "0" }))).toBe(true);
    expect(users.exclusion?.applies(record(users, { applications: "1" }))).toBe(false);
    expect(users.exclusion?.applies(record(users, { applications: "10" }))).toBe(false);
    expect(applications.exclusion).toBeUndefined();
  });
});

describe("the status of a matched application", () => {
  const refuse = applications.update?.refuse as (status: string | null) => unknown;

  test.each(["pending", "accepted", "rejected"])("%s is taken", (status) => {
    expect(refuse(status)).toBe(null);
  });

  test.each([["Accepted"], ["pending "], ["unknown"], [""], ['"quoted"']])("%j is refused and named", (status) => {
    expect(refuse(status)).toEqual({
      reason: "invalid_status",
      message: `ECF's lead_provider_approval_status is ${JSON.stringify(status)}; expected pending, accepted, rejected.`,
    });
  });

  test("none is refused as missing", () => {
    expect(refuse(null)).toMatchObject({ reason: "invalid_status", message: expect.stringContaining("is missing") });
  });
});
