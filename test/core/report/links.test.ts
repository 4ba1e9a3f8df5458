import { describe, expect, it } from "vitest";
import { normalisation } from "../../../server/core/normalise/normalise.js";
import { VALUE_SEPARATOR } from "../../../server/core/record.js";
import { linksOf } from "../../../server/core/report/links.js";
import type { ReportFinding } from "../../../server/core/report/part.js";
import type { ReportModel } from "../../../server/core/report/report-model.js";
import { reportRecord } from "../../../server/core/report/report-record.js";

const model: ReportModel = {
  name: "people",
  classes: { LEFT: "L", RIGHT: "R" },
  matchKeys: ["a", "b"].map((column) => ({ column, normalisation: normalisation({ placeholders: ["none"] }) })),
  manyValued: new Set(["b"]),
  isShared: (key, value) => key === "a" && value === "common",
};

const record = (number: number, a: string | null, ...b: string[]) =>
  reportRecord(model, number, `${number}`, [a, b.join(VALUE_SEPARATOR)]);

const cluster = (records: ReportFinding["records"], links: readonly number[] = []): ReportFinding => ({
  number: 1,
  isSameSide: false,
  records,
  links,
  candidates: [],
});

const shown = (finding: ReportFinding) =>
  Array.from(linksOf(finding, model), (l) => `${l.record.number} by ${l.joinedBy.number}: ${l.key} ${l.value}`);

describe("linksOf", () => {
  it("follows the chain, with the value as it was compared", () => {
    const records = [record(1, " X "), record(-1, "x", "p", "Q"), record(-2, null, "q ")];
    expect(shown(cluster(records, [-1, 1, 0, -2, -1, 1]))).toEqual(["-1 by 1: a x", "-2 by -1: b q"]);
  });

  it("finds for two records the first key that ties them, by no shared value and no placeholder", () => {
    expect(shown(cluster([record(1, "common", "none", "z"), record(2, "common", "NONE", "Z")]))).toEqual([
      "2 by 1: b z",
    ]);
  });

  it("says where nothing ties them", () => {
    expect(() => shown(cluster([record(1, "x"), record(2, "y")]))).toThrow("nothing ties");
  });
});
