import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkOptions, LARGEST_BATCH_SIZE, type MigrationOptions, OPTION_NAMES } from "../../server/core/options.js";

const given: Required<MigrationOptions> = {
  mode: "UPSERT",
  modifiedSince: "yesterday",
  idRange: { from: 1, to: 2 },
  forceUpdate: false,
  limit: 10,
  batchSize: 100,
  changeDetection: "BOTH",
  rejectedOf: 3,
  dryRun: true,
};

describe("checkOptions", () => {
  test.each(OPTION_NAMES)("%s is a problem where the pipeline does not take it, and none where it does", (option) => {
    const options = { [option]: given[option] };
    const others = OPTION_NAMES.filter((name) => name !== option);
    expect(checkOptions({ name: "toy", options: [option] }, options)).toEqual([]);
    expect(checkOptions({ name: "toy", options: others }, options)).toEqual([
      {
        option,
        message: `Pipeline toy does not take the option ${option}; it takes ${others.join(", ")}.`,
      },
    ]);
  });

  test("names every option that is not taken, and says so where none is", () => {
    fc.assert(
      fc.property(fc.subarray([...OPTION_NAMES]), fc.subarray([...OPTION_NAMES]), (taken, asked) => {
        const options = Object.fromEntries(
          OPTION_NAMES.map((name) => [name, asked.includes(name) ? given[name] : undefined]),
        );
        const problems = checkOptions({ name: "toy", options: taken }, options);
        expect(problems.map(({ option }) => option)).toEqual(asked.filter((name) => !taken.includes(name)));
        if (taken.length === 0) for (const { message } of problems) expect(message).toContain("it takes none");
      }),
    );
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, LARGEST_BATCH_SIZE + 1])(
    "a batch of %d is none",
    (batchSize) => {
      const [problem, ...more] = checkOptions({ name: "toy", options: ["batchSize"] }, { batchSize });
      expect(problem?.option).toBe("batchSize");
      expect(problem?.message).toContain(String(batchSize));
      expect(problem?.message).toContain(`1 to ${LARGEST_BATCH_SIZE}`);
      expect(more).toEqual([]);
    },
  );

  test.each([1, LARGEST_BATCH_SIZE])("a batch of %d is one", (batchSize) => {
    expect(checkOptions({ name: "toy", options: ["batchSize"] }, { batchSize })).toEqual([]);
  });

  test.each([
    ["limit", 0],
    ["limit", 1.5],
    ["rejectedOf", -1],
    ["idRange", { from: 2, to: 1 }],
    ["idRange", { from: 1.5, to: 2 }],
    ["idRange", { from: 1, to: 2 ** 31 }],
    ["modifiedSince", "last week"],
    ["modifiedSince", "2024-02-31"],
    ["modifiedSince", ""],
  ] as const)("%s can't be %j", (option, value) => {
    const problems = checkOptions({ name: "toy", options: [option] }, { [option]: value });
    expect(problems.map((problem) => problem.option)).toEqual([option]);
  });

  test.each(["yesterday", "last", "Last ", "2024-08-20", "2024-08-20T14:30:00Z", "2024-08-20 14:30"])(
    "modifiedSince can be %j",
    (modifiedSince) => {
      expect(checkOptions({ name: "toy", options: ["modifiedSince"] }, { modifiedSince })).toEqual([]);
    },
  );
});
