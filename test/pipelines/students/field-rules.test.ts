import { expect, test } from "vitest";
import { emergencyContactOf, phoneOf } from "../../../server/pipelines/students/contact.js";
import { readDay } from "../../../server/pipelines/students/dates.js";
import { readGender } from "../../../server/pipelines/students/gender.js";
import { birthProvinceOf, citizenshipOf } from "../../../server/pipelines/students/origin.js";
import { studentIdOf } from "../../../server/pipelines/students/student-id.js";
import { presentText } from "../../../server/pipelines/students/text.js";

test.each([
  [null, null],
  ["", null],
  [" \t\n\u00a0", null],
  ["NULL", null],
  [" null ", null],
  ["Null\0", null],
  ["\0", null],
  ["NULLS", "NULLS"],
  ["  a b  ", "a b"],
  ["a\0b", "ab"],
])("text %j is %j", (cell, text) => {
  expect(presentText(cell)).toBe(text);
});

test.each([
  ["18001", 18001],
  [" 018001\t\r\n", 18001],
  ["1", 1],
  ["2147483647", 2147483647],
  [`${"0".repeat(500)}7`, 7],
  ["2147483648", null],
  ["99999999999999", null],
  ["9".repeat(400), null],
  ["0", null],
  ["-5", null],
  ["+5", null],
  ["1.0", null],
  ["1e3", null],
  ["12abc", null],
  ["0x10", null],
  ["1 2", null],
  ["១២", null],
  ["\u00a018001", null],
  ["", null],
  [" ", null],
])("student id %j is %j", (text, id) => {
  expect(studentIdOf(text)).toBe(id);
});

test.each([
  ["M", "MALE", false],
  ["m", "MALE", false],
  ["F", "FEMALE", false],
  ["MONK", "MALE", true],
  ["Monk", "MALE", true],
  ["Male", "PREFER_NOT_TO_SAY", false],
  ["?", "PREFER_NOT_TO_SAY", false],
  [null, "PREFER_NOT_TO_SAY", false],
])("gender %j is %s, monk %s", (field, preferredGender, isMonk) => {
  expect(readGender(field)).toEqual({ preferredGender, isMonk });
});

test.each([
  [null, null],
  ["2001-02-03", "2001-02-03"],
  ["2001-02-03 00:00:00.000", "2001-02-03"],
  ["2001-02-03T23:59:59Z", "2001-02-03"],
  ["2001-02-03T23:59:59-11:00", "2001-02-03"],
  ["2001-02-03T01:00+07:00", "2001-02-03"],
  ["2020-02-29", "2020-02-29"],
  ["0001-01-01", "0001-01-01"],
  ["9999-12-31", "9999-12-31"],
  ["2021-02-29", undefined],
  ["2001-02-30", undefined],
  ["2001-04-31 10:00", undefined],
  ["2001-13-01", undefined],
  ["2001-00-10", undefined],
  ["0000-00-00", undefined],
  ["0000-02-03", undefined],
  ["2001-02-03 25:00:00", undefined],
  ["2001-02-03 later", undefined],
  ["2001-2-3", undefined],
  ["03/02/2001", undefined],
  ["Feb 3 2001 12:00AM", undefined],
  ["20010203", undefined],
  ["20010-02-03", undefined],
  ["today", undefined],
])("date %j is %j", (field, day) => {
  expect(readDay(field)).toBe(day);
});

test.each([
  [null, null],
  ["Phnom Penh", "phnom_penh"],
  ["PHNOM  PENH", "phnom_penh"],
  ["PhnomPenh", "phnom_penh"],
  ["Kampong Cham", "kampong_cham"],
  ["Kandal\tProvince", "kandal_province"],
  ["A".repeat(60), "a".repeat(50)],
  ["😀".repeat(60), "😀".repeat(50)],
])("birth place %j is %j", (birthPlace, province) => {
  expect(birthProvinceOf(birthPlace)).toBe(province);
});

test.each([
  [null, "KH"],
  ["Khmer", "KH"],
  ["Cambodian", "CA"],
  ["vn", "VN"],
  ["-U. S.", "US"],
  ["1K2H3", "KH"],
  ["F", "KH"],
  ["ខ្មែរ", "KH"],
  ["ßé", "KH"],
  ["ſK", "KH"],
])("nationality %j is %s", (nationality, citizenship) => {
  expect(citizenshipOf(nationality)).toBe(citizenship);
});

test.each([
  [null, null],
  ["012 345 678", "012 345 678"],
  ["+855 (0)12-345", "+855 (0)12-345"],
  ["012x", null],
  ["គ្មាន", null],
])("phone %j is %j", (field, phone) => {
  expect(phoneOf(field)).toBe(phone);
});

test("an emergency contact is a person who is named", () => {
  expect(emergencyContactOf("Sok Mealea", "012")).toEqual({
    name: "Sok Mealea",
    relationship: "OTHER",
    primary_phone: "012",
  });
  expect(emergencyContactOf("Sok Mealea", "none")).toMatchObject({ primary_phone: null });
  expect(emergencyContactOf(null, "012")).toBeNull();
});
