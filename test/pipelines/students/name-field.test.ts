import { describe, expect, test } from "vitest";
import { readName } from "../../../server/pipelines/students/name.js";
import { sponsorCodeOf, sponsoringOf } from "../../../server/pipelines/students/sponsor.js";

describe("name", () => {
  test.each([
    ["Sok Dara", "SOK", "DARA", "ACTIVE"],
    ["sok", "SOK", "", "ACTIVE"],
    ["Sok Chan Dara", "SOK", "CHAN DARA", "ACTIVE"],
    ["  Sok \t Dara  ", "SOK", "DARA", "ACTIVE"],
    ["$$Sok Dara", "SOK", "DARA", "FROZEN"],
    [" $$ Sok Dara", "SOK", "DARA", "FROZEN"],
    ["$Sok Dara", "SOK", "DARA", "ACTIVE"],
    ["Sok Dara$$", "SOK", "DARA", "ACTIVE"],
    ["$$#Sok# Dara<CARITAS>", "SOK", "DARA", "FROZEN"],
    ["Sok Dara {CARITAS}", "SOK", "DARA", "ACTIVE"],
    ["Sok [left 2019] Dara", "SOK", "DARA", "ACTIVE"],
    ["<A>Sok{B}Dara[C]", "SOK", "DARA", "ACTIVE"],
    ["Sok Dara <<A>>", "SOK", "DARA", "ACTIVE"],
    ["Sok Dara <CAR", "SOK", "DARA CAR", "ACTIVE"],
    ["Sok Dara >", "SOK", "DARA", "ACTIVE"],
    ["O'Neil-Sok D.", "O'NEIL-SOK", "D.", "ACTIVE"],
    ["សុខ ដារ៉ា", "សុខ", "ដារ៉ា", "ACTIVE"],
    ["Straße É", "STRASSE", "É", "ACTIVE"],
  ])("%j is %s, %s, %s", (field, familyName, personalName, status) => {
    expect(readName(field)).toEqual({ familyName, personalName, status });
  });

  test.each(["$$", "#", "<CARITAS>", "$$ {A} [B]", "123", "- .", "<>{}[]", "{<[", "$$NULL", "null <A>", "😀"])(
    "%j has no letters of a name",
    (field) => {
      expect(readName(field)).toBeNull();
    },
  );

  test("a hostile one takes no time", () => {
    const long = "<{[".repeat(100_000);
    expect(readName(long)).toBeNull();
    expect(sponsorCodeOf(long, null)).toBeNull();
  });
});

describe("sponsor", () => {
  test.each([
    ["Sok Dara<caritas>", null, "CARITAS"],
    ["Sok Dara { Caritas }", null, "CARITAS"],
    ["Sok <> Dara {B}", null, "B"],
    ["Sok <NULL> Dara", null, null],
    ["Sok {A} <B>", null, "A"],
    ["Sok [A]", null, null],
    ["Sok <A", null, null],
    ["Sok", null, null],
    [null, null, null],
    ["Sok <A>", "b", "B"],
    ["Sok <A>", " <b> ", "B"],
    [null, "{b}", "B"],
    ["Sok <A>", "<>", "<>"],
  ])("of %j with sponsor_info %j is %j", (name, sponsorInfo, code) => {
    expect(sponsorCodeOf(name, sponsorInfo)).toBe(code);
  });

  test("a known code gives a full sponsorship, and says nothing of its start", () => {
    expect(sponsoringOf("A", new Set(["A"]))).toEqual({
      sponsorship: { sponsor: "A", sponsorship_type: "FULL", notes: null },
      unknownCode: null,
    });
  });

  test("an unknown code gives none, and is said", () => {
    expect(sponsoringOf("B", new Set(["A"]))).toEqual({ sponsorship: null, unknownCode: "B" });
    expect(sponsoringOf("😀".repeat(5000), new Set())).toEqual({ sponsorship: null, unknownCode: "😀".repeat(100) });
    expect(sponsoringOf(null, new Set(["A"]))).toEqual({ sponsorship: null, unknownCode: null });
  });
});
