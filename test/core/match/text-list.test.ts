import fc from "fast-check";
import { expect, test } from "vitest";
import { TextList } from "../../../server/core/match/text-list.js";
import { lineOf } from "../../helpers/lines.js";

test("gives back each text as it was read, through all growth", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }),
    fc.constantFrom("", "a\\b", "a\tb\n", "€".repeat(30_000)),
  );
  fc.assert(
    fc.property(
      fc.array(
        text.map((value) => value.replaceAll("\0", "")),
        { maxLength: 30 },
      ),
      (texts) => {
        const list = new TextList();
        for (const text of texts) list.add(lineOf(["before", text, "behind"]), 1);
        expect(list.length).toBe(texts.length);
        expect(texts.map((_, i) => list.at(i))).toEqual(texts);
      },
    ),
    { numRuns: 300 },
  );
});
