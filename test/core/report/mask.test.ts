import { describe, expect, it } from "vitest";
import { MASK, maskMessage, maskRow } from "../../../server/core/report/mask.js";

const shown = new Set(["id", "transfer"]);
const row = {
  id: "7",
  name: "Sok (Dara) ",
  transfer: "No",
  email: null,
  kname: "  ",
  gender: "M",
  others: [{ id: " 7", name: "Chan", transfer: null }],
};

describe("a rejected row", () => {
  it("loses what may be about a person, and keeps what is missing", () => {
    expect(maskRow(row, shown)).toEqual({
      id: "7",
      name: MASK,
      transfer: "No",
      email: null,
      kname: "  ",
      gender: MASK,
      others: [{ id: " 7", name: MASK, transfer: null }],
    });
  });

  it("hides columns that nobody declared", () => {
    expect(maskRow({ secret: "x", count: 3, deep: { name: "a" }, list: ["b", null] }, shown)).toEqual({
      secret: MASK,
      count: MASK,
      deep: { name: MASK },
      list: [MASK, null],
    });
    expect(maskRow(null, shown)).toBeNull();
  });
});

describe("the details of a rejection", () => {
  it("lose the row's personal values in any case, also those of the others", () => {
    const message = 'value "SOK (DARA)" of CHAN is too long for 7; No Males';
    expect(maskMessage(message, row, shown)).toBe(`value "${MASK}" of ${MASK} is too long for 7; No Males`);
  });

  it("stay as they are where nothing in them is personal", () => {
    expect(maskMessage("id is no whole number", row, shown)).toBe("id is no whole number");
    expect(maskMessage("x", null, shown)).toBe("x");
  });
});
