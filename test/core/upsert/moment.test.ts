import fc from "fast-check";
import { expect, test } from "vitest";
import { momentOf } from "../../../server/core/upsert/moment.js";

/** JavaScript's own reading, of a day of the calendar, in UTC where no zone is named. */
function byDate(text: string): number | null {
  const iso = text.trim().replace(" ", "T");
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/.test(iso)) return null;
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(iso.slice(0, 10))) return null;
  const hasZone = /T.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/.test(iso);
  const moment = new Date(hasZone ? iso : `${iso}${iso.includes("T") ? "" : "T00:00:00"}Z`).getTime();
  return Number.isNaN(moment) ? null : moment;
}

test("every day that there is, and no other", () => {
  for (const year of ["0000", "0001", "0099", "0100", "1600", "1899", "1900", "1970", "2000", "2023", "2024", "9999"])
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const text = [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
        expect(momentOf(text), text).toBe(byDate(text));
      }
});

test("any text is read as JavaScript reads it", () => {
  const two = fc.integer({ min: 0, max: 63 }).map((number) => String(number).padStart(2, "0"));
  const day = fc.tuple(fc.constantFrom("0000", "0099", "1999", "2000", "2024"), two, two).map((all) => all.join("-"));
  const time = fc.oneof(
    fc.constantFrom("", "T", "T24:00", "T24:00:00.000", "T24:00:00.0001", " 24:00:01", "T23:59:59.9999", "T1:00"),
    fc
      .tuple(fc.constantFrom("T", " ", "  "), fc.array(two, { minLength: 2, maxLength: 4 }))
      .map(([t, all]) => t + all.join(":")),
    fc.tuple(two, two, two, fc.nat(99_999)).map(([h, m, s, f]) => ` ${h}:${m}:${s}.${f}`),
  );
  const zone = fc.constantFrom("", "", "Z", "z", "+07", "+0700", "+07:00", "-23:59", "+24:00", "+25:00");
  const space = fc.constantFrom("", "", " ", "\t", "\u00a0");
  const text = fc.oneof(
    { weight: 9, arbitrary: fc.tuple(space, day, time, zone, space).map((parts) => parts.join("")) },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
  );
  fc.assert(
    fc.property(text, (any) => {
      expect(momentOf(any)).toBe(byDate(any));
    }),
    { numRuns: 20_000 },
  );
});
