import { describe, expect, it } from "vitest";
import { toCsv } from "../../notebooks/lib/csv.ts";
import { percent } from "../../notebooks/lib/format.ts";
import { estimate, type Profile } from "../../notebooks/lib/profile.ts";
import { type Point, pointsOf, turnsOf } from "../../notebooks/lib/runs.ts";
import { masked } from "../../notebooks/report/mask.ts";

describe("CSV", () => {
  it("quotes what needs it, and keeps a text from being a formula", () => {
    expect(
      toCsv(
        ["a", "b"],
        [
          ["x, y", 'say "no"'],
          ["=1+1", -2],
        ],
      ),
    ).toBe('a,b\r\n"x, y","say ""no"""\r\n\'=1+1,-2\r\n');
    expect(toCsv(["at", "none"], [[new Date(0), null]])).toBe("at,none\r\n1970-01-01T00:00:00.000Z,\r\n");
  });
});

describe("a percentage", () => {
  it.each([
    [0.5, "50.0%"],
    [1, "100.0%"],
    [0.9999, "over 99.9%"],
    [0, "0.0%"],
    [0.0001, "under 0.1%"],
  ])("of %d is %s: never all or nothing where it is not", (rate, text) => {
    expect(percent(rate)).toBe(text);
  });
});

describe("a report", () => {
  it("masks what says that it is personal, and the values of personal keys; not what is missing", () => {
    const answer = {
      fields: [
        { name: "full_name", personal: true, value: "Ada", values: ["Ada"] },
        { name: "email", personal: true, value: null },
        { name: "school", personal: false, value: "North" },
      ],
      why: [
        { key: "trn", value: "1234567" },
        { key: "ecf_id", value: "e-1" },
      ],
    };
    expect(masked(answer, new Set(["trn"]))).toEqual({
      fields: [
        { name: "full_name", personal: true, value: "[masked]", values: ["[masked]"] },
        { name: "email", personal: true, value: null },
        { name: "school", personal: false, value: "North" },
      ],
      why: [
        { key: "trn", value: "[masked]" },
        { key: "ecf_id", value: "e-1" },
      ],
    });
  });
});

describe("runs", () => {
  const point = (day: number, rules: string, codeVersion: string) =>
    ({
      at: new Date(day * 86_400_000),
      model: "users",
      migrationId: `${day}`,
      migration: { rules, codeVersion },
    }) as Point;
  const points = [point(1, "a", "1"), point(2, "a", "1"), point(3, "b", "1"), point(20, "b", "2")];

  it("are marked where rules or version changed", () => {
    expect(turnsOf(points).map(({ migrationId, what }) => [migrationId, what])).toEqual([
      ["3", "rules"],
      ["20", "version"],
    ]);
  });

  it("are those of a period that ends with the newest", () => {
    expect(pointsOf(points, "users", "Last 30 days")).toHaveLength(4);
    expect(pointsOf(points, "users", "Last 7 days")).toEqual([points[3]]);
    expect(pointsOf(points, "applications", "All runs")).toEqual([]);
  });
});

describe("what a run of another size takes", () => {
  const run = (records: number, durationMs: number) => ({ records, durationMs }) as Profile;

  it("is told by the line through runs of different sizes", () => {
    const guess = estimate([run(1_000, 1_100), run(2_000, 2_100), run(4_000, 4_100)], 8_000);
    expect(guess?.ms).toBeCloseTo(8_100);
    expect(guess?.how).toContain("least squares");
  });

  it("is told in proportion where all are of one size, and says so", () => {
    const guess = estimate([run(1_000, 900), run(1_000, 1_000), run(1_000, 1_200)], 2_000);
    expect(guess).toMatchObject({ ms: 2_000, low: 1_800, high: 2_400, how: expect.stringContaining("one size") });
    expect(estimate([], 1_000)).toBeNull();
  });
});
