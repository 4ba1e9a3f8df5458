import { expect, test } from "vitest";
import type { Column } from "../../../server/core/pipeline.js";
import { RowReader } from "../../../server/core/record-reader.js";
import { MOST_VALUES, OrphanTally } from "../../../server/core/survey/orphan-facets.js";

const columns: readonly Column[] = [
  { name: "key", title: "Key" },
  { name: "schools", title: "Schools", many: true, group: "value" },
  { name: "created_at", title: "Created", group: "month" },
];
const reader = new RowReader(columns);

function countsOf(rows: readonly (readonly [string | null, string | null, string | null])[]) {
  const tally = new OrphanTally("RIGHT", columns);
  for (const [i, row] of rows.entries()) tally.add(reader.of([`${i}`, ...row]), "NO_VALUE", i === 0);
  return tally.counts;
}

test("an orphan counts once under each of its values, and blanks are nothing", () => {
  const counts = countsOf([
    ["k", "North\x1fSouth\x1fNorth", "2024-02-03 04:05"],
    [" ", null, "soon"],
  ]);
  const count = (facet: string, column: string | null, value: string | null) =>
    counts.find((each) => each.facet === facet && each.column === column && each.value === value);
  expect(count("CAUSE", null, "NO_VALUE")).toMatchObject({ orphans: 2, withCandidates: 1, isRest: false });
  expect(count("FILLED", null, "3")).toMatchObject({ orphans: 1 });
  expect(count("FILLED", null, "1")).toMatchObject({ orphans: 1 });
  expect(count("EMPTY", null, "key")).toMatchObject({ orphans: 1, withCandidates: 0 });
  expect(count("COLUMN", "schools", "North")).toMatchObject({ orphans: 1, withCandidates: 1 });
  expect(count("COLUMN", "schools", null)).toMatchObject({ orphans: 1, withCandidates: 0 });
  expect(count("COLUMN", "created_at", "2024-02")).toMatchObject({ orphans: 1 });
  expect(count("COLUMN", "created_at", null)).toMatchObject({ orphans: 1 });
});

test("beyond the most frequent values the others are one, and all add up", () => {
  const rows = Array.from({ length: MOST_VALUES + 7 }, (_, i) => ["k", `school ${i}`, null] as const);
  const schools = countsOf([...rows, ["k", "school 3", null]]).filter(({ column }) => column === "schools");
  expect(schools).toHaveLength(MOST_VALUES + 1);
  expect(schools[0]).toMatchObject({ value: "school 3", orphans: 2 });
  expect(schools.at(-1)).toMatchObject({ value: null, isRest: true, orphans: 7 });
  expect(schools.reduce((sum, { orphans }) => sum + orphans, 0)).toBe(rows.length + 1);
});
