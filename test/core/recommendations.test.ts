import { readFileSync } from "node:fs";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { type ModelFigures, ratesOf, rowFigures } from "../../server/core/figures.js";
import { DEFAULT_THRESHOLDS } from "../../server/core/levels.js";
import type { MigrationFacts, Recommendation } from "../../server/core/recommend/facts.js";
import { recommend } from "../../server/core/recommendations.js";

const schema = buildSchema(readFileSync(new URL("../../schema/schema.graphql", import.meta.url), "utf8"));

interface Counts {
  readonly created?: number;
  readonly updated?: number;
  readonly unchanged?: number;
  readonly rejected?: number;
}

function upsert(counts: Counts, more: Partial<MigrationFacts> = {}): MigrationFacts {
  const { created = 0, updated = 0, unchanged = 0, rejected = 0 } = counts;
  const leftRecords = created + updated + unchanged + rejected;
  const result: ModelFigures = { created, updated, unchanged, rejected, leftRecords, rightRecords: 0, detections: {} };
  const rows = rowFigures([result]);
  return {
    id: "12",
    options: {},
    rows,
    rates: ratesOf([result], rows, DEFAULT_THRESHOLDS),
    models: [{ model: "students", duplicates: 0, sharedValues: 0 }],
    rejections: [],
    unknownCodes: 0,
    unknownCodeRows: 0,
    detections: {},
    hadSponsors: true,
    reports: [{ kind: "upsert", model: null, url: "/reports/12/upsert.json" }],
    ...more,
  };
}

const codes = (facts: MigrationFacts) => recommend(facts).map(({ code }) => code);
const only = (facts: MigrationFacts): Recommendation => {
  const [first, ...others] = recommend(facts);
  expect(others).toEqual([]);
  return first as Recommendation;
};

describe("after an upsert", () => {
  it("there is nothing to do where all is well", () => {
    expect(recommend(upsert({ created: 1, unchanged: 99 }))).toEqual([]);
    expect(recommend(upsert({}))).toEqual([]);
  });

  it("having no sponsors at all comes first, and says all of unknown codes", () => {
    const facts = upsert(
      { rejected: 50, unchanged: 50 },
      {
        hadSponsors: false,
        unknownCodes: 3,
        unknownCodeRows: 9,
        rejections: [{ reason: "name_parsing_error", rows: 50 }],
      },
    );
    expect(codes(facts)).toEqual(["NO_SPONSORS", "SUCCESS_CRITICAL", "REJECTIONS"]);
  });

  it("low success leads to what was rejected, by reason where that is common", () => {
    const rejections = [
      { reason: "missing_critical_data", rows: 5 },
      { reason: "duplicate_student_id", rows: 2 },
      { reason: "brand_new", rows: 1 },
    ];
    const [low, missing, unheard, duplicates] = recommend(upsert({ unchanged: 92, rejected: 8 }, { rejections }));
    expect(low).toMatchObject({ code: "SUCCESS_WARNING", evidence: { url: "/reports/12/upsert.json" } });
    expect(low?.message).toContain("92.0%");
    expect(missing?.message).toMatch(/^5 rows were rejected: missing_critical_data\. Fill in/);
    expect(missing?.evidence.query).toContain('rejections(migrationId: "12", reason: "missing_critical_data")');
    expect(unheard?.message).toBe("1 row was rejected: brand_new. The details say what was expected and what came.");
    expect(duplicates).toMatchObject({ code: "DUPLICATES", message: expect.stringContaining("2 rows were rejected") });
    const rare = [
      { reason: "missing_critical_data", rows: 96 },
      { reason: "brand_new", rows: 4 },
    ];
    expect(codes(upsert({ unchanged: 9_900, rejected: 100 }, { rejections: rare }))).toEqual(["REJECTIONS"]);
  });

  it("unknown codes are counted", () => {
    const { code, message } = only(upsert({ unchanged: 10 }, { unknownCodes: 2, unknownCodeRows: 1_200 }));
    expect([code, message]).toEqual(["UNKNOWN_CODES", expect.stringContaining("1,200 rows name one of 2 codes")]);
  });

  it.each([
    ["by force", { forceUpdate: true }, { updated: 10 }, /Force updates less often/],
    ["by force, though only changed rows", { forceUpdate: true, modifiedSince: "last" }, { updated: 10 }, /Force/],
    ["by IPK", { changeDetection: "IPK" }, { updated: 10 }, /BOTH also looks at the content/],
    ["with many edits", {}, { updated: 80, unchanged: 20 }, /Only 20\.0%.*modifiedSince last/],
  ] as const)("inefficiency %s has its own advice", (_, options, counts, says) => {
    const { code, message } = only(upsert(counts, { options }));
    expect(code).toBe("INEFFICIENT");
    expect(message).toMatch(says);
  });

  it("a first load and a sync of changed rows are as inefficient as they must be", () => {
    expect(recommend(upsert({ created: 100 }))).toEqual([]);
    expect(codes(upsert({ rejected: 100 }))).toEqual(["SUCCESS_CRITICAL"]);
    expect(recommend(upsert({ updated: 100 }, { options: { modifiedSince: "last" } }))).toEqual([]);
  });

  it("rows that are taken by IPK and never change lack one", () => {
    const facts = upsert({ updated: 5, unchanged: 95 }, { detections: { IPK: 90, IPK_AND_CONTENT: 5 } });
    expect(only(facts)).toMatchObject({
      code: "MISSING_IPKS",
      message: expect.stringContaining("90 rows have no IPK"),
    });
    // new IPKs are written
    expect(recommend(upsert({ updated: 45, unchanged: 55 }, { detections: { IPK: 45 } }))).toEqual([]);
    // a few are no reason to act
    expect(recommend(upsert({ unchanged: 100 }, { detections: { IPK: 4 } }))).toEqual([]);
    expect(codes(upsert({ unchanged: 100 }, { detections: { FORCED: 60, IPK: 4 } }))).toEqual([]);
  });

  it("edits that the IPK does not show are a hint, but not rows that are only looked at for their unknown code", () => {
    const facts = upsert(
      { updated: 3, unchanged: 97 },
      { detections: { CONTENT: 5 }, unknownCodes: 1, unknownCodeRows: 2 },
    );
    expect(codes(facts)).toEqual(["UNKNOWN_CODES", "CONTENT_ONLY"]);
    expect(recommend(facts)[1]?.message).toMatch(/^3 rows have another content/);
    expect(codes({ ...facts, unknownCodeRows: 5 })).toEqual(["UNKNOWN_CODES"]);
    expect(codes({ ...facts, options: { changeDetection: "CONTENT" } })).toEqual(["UNKNOWN_CODES"]);
  });
});

describe("after a reconciliation", () => {
  const npq: MigrationFacts = {
    ...upsert({}),
    rows: null,
    hadSponsors: false,
    models: [
      { model: "users", duplicates: 3, sharedValues: 2 },
      { model: "applications", duplicates: 0, sharedValues: 0 },
    ],
    rejections: [{ reason: "invalid_status", rows: 3 }],
    reports: [
      { kind: "duplicates", model: "users", url: "/reports/12/duplicates-users.yaml" },
      { kind: "result", model: null, url: "/reports/12/result.json" },
    ],
  };

  it("statuses, duplicates and shared values are told, each with its report; sponsors are not", () => {
    expect(recommend(npq).map(({ code, evidence }) => [code, evidence.url])).toEqual([
      ["REJECTIONS", "/reports/12/result.json"],
      ["DUPLICATES", "/reports/12/duplicates-users.yaml"],
      ["SHARED_VALUES", "/reports/12/result.json"],
    ]);
  });

  it("every query is one that the API takes", () => {
    const everything = [
      ...recommend(npq),
      ...recommend(upsert({ updated: 60, rejected: 40 }, { hadSponsors: false, options: { forceUpdate: true } })),
      ...recommend(
        upsert({ unchanged: 100 }, { unknownCodes: 1, unknownCodeRows: 1, detections: { IPK: 50, CONTENT: 9 } }),
      ),
    ];
    expect(new Set(everything.map(({ code }) => code)).size).toBe(9);
    for (const { evidence } of everything) expect(validate(schema, parse(evidence.query ?? ""))).toEqual([]);
  });
});
