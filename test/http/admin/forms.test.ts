import { describe, expect, it } from "vitest";
import { OPTION_NAMES } from "../../../server/core/options.js";
import { cronOf, describeCron, timetableOf } from "../../../server/http/admin/schedules/timetable.js";
import {
  describeOptions,
  describeWrites,
  fieldOfOption,
  NO_OPTIONS,
  type OptionValues,
  readOptions,
  valuesOf,
} from "../../../server/http/admin/start/options.js";

const NOTHING_TOLD = {
  ...{ mode: null, modifiedSince: null, idRange: null, forceUpdate: null, limit: null },
  ...{ batchSize: null, changeDetection: null, rejectedOf: null, dryRun: null },
};

describe("the form of options", () => {
  it("says nothing of what is left as it is", () => {
    expect(readOptions(NO_OPTIONS, OPTION_NAMES)).toEqual({ options: {}, problems: [] });
  });

  it("says what is set, of what the pipeline takes", () => {
    const values: OptionValues = {
      dryRun: true,
      mode: "CREATE_ONLY",
      since: "DATE",
      sinceDate: " 2024-03-01 ",
      idFrom: "18,000",
      idTo: "19 000",
      limit: "5",
      batchSize: "500",
      forceUpdate: true,
      changeDetection: "IPK",
      rejectedOf: "7",
    };
    const options = {
      ...{ dryRun: true, mode: "CREATE_ONLY", modifiedSince: "2024-03-01", idRange: { from: 18_000, to: 19_000 } },
      ...{ limit: 5, batchSize: 500, rejectedOf: "7", forceUpdate: true, changeDetection: "IPK" },
    };
    expect(readOptions(values, OPTION_NAMES)).toEqual({ options, problems: [] });
    expect(readOptions(values, ["dryRun"])).toEqual({ options: { dryRun: true }, problems: [] });
  });

  it("shows options that are kept as they were said", () => {
    for (const told of [
      NOTHING_TOLD,
      { ...NOTHING_TOLD, modifiedSince: "last", mode: "UPDATE_ONLY", dryRun: true } as const,
      { ...NOTHING_TOLD, modifiedSince: "2024-03-01T10:00:00Z", idRange: { from: 1, to: 2 }, rejectedOf: "3" },
    ]) {
      const { options, problems } = readOptions(valuesOf(told), OPTION_NAMES);
      expect(problems).toEqual([]);
      expect({ ...NOTHING_TOLD, ...options }).toEqual(told);
    }
  });

  it.each([
    [{ limit: "many" }, "limit"],
    [{ batchSize: "1.5" }, "batchSize"],
    [{ idFrom: "1" }, "idTo"],
    [{ idTo: "1" }, "idFrom"],
    [{ idFrom: "x", idTo: "1" }, "idFrom"],
    [{ since: "DATE" as const }, "sinceDate"],
  ])("says of %j that %s has to be mended", (given, field) => {
    expect(readOptions({ ...NO_OPTIONS, ...given }, OPTION_NAMES).problems.map((problem) => problem.field)).toEqual([
      field,
    ]);
  });

  it("leads from the API's fields to its own", () => {
    expect(["options.batchSize", "options.idRange", "options.modifiedSince", "name", null].map(fieldOfOption)).toEqual([
      ...["batchSize", "idFrom", "sinceDate", "name", null],
    ]);
  });
});

describe("what a migration will do, in words", () => {
  const students = { kind: "UPSERT", left: "Legacy", right: "Ours", description: "" } as const;

  it("says what is written", () => {
    expect(describeWrites(students, {})).toContain("created in Ours, and those that changed are updated");
    expect(describeWrites(students, { mode: "CREATE_ONLY" })).toContain("those it has are left alone");
    expect(describeWrites(students, { mode: "UPDATE_ONLY" })).toContain("none are created");
    expect(describeWrites({ ...students, kind: "RECONCILIATION" }, {})).toContain("Matched records of Ours");
    expect(describeWrites(students, { dryRun: true, mode: "CREATE_ONLY" })).toContain("Nothing is written to Ours");
  });

  it("says each option that narrows it", () => {
    expect(describeOptions(NOTHING_TOLD)).toEqual([]);
    expect(describeOptions({ modifiedSince: "last", limit: 1, idRange: { from: 1, to: 2 } })).toHaveLength(3);
  });
});

describe("a timetable", () => {
  it.each([
    ["0 2 * * *", "Every day at 02:00"],
    ["15 3 * * 1-5", "Monday to Friday at 03:15"],
    ["5 23 * * 0", "Every Sunday at 23:05"],
    ["30 * * * *", "Every hour at minute 30"],
    ["*/5 * * * *", "*/5 * * * *"],
    ["0 0 2 * * *", "0 0 2 * * *"],
    ["0 2 1 * *", "0 2 1 * *"],
    ["15 * * * 1-5", "15 * * * 1-5"],
  ])("%s is %s, and stays the same", (cron, words) => {
    expect(describeCron(cron)).toBe(words);
    expect(cronOf(timetableOf(cron))).toBe(cron);
  });
});
