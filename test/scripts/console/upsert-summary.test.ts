import { describe, expect, it } from "vitest";
import { type SummarisedUpsert, summariseUpsert } from "../../../scripts/console/upsert-summary.js";

const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, ended: 0 };

const guide: SummarisedUpsert = {
  options: {
    mode: null,
    modifiedSince: null,
    idRange: null,
    forceUpdate: null,
    limit: null,
    batchSize: null,
    changeDetection: null,
    rejectedOf: null,
    dryRun: null,
  },
  dryRun: false,
  rows: { read: 15_847, created: 150, updated: 3_310, unchanged: 12_340, rejected: 47, successful: 15_800 },
  successRate: 15_800 / 15_847,
  efficiency: 12_340 / 15_847,
  effects: [
    { ...none, entity: "persons", created: 150, updated: 3_310, unchanged: 12_340 },
    { ...none, entity: "students", created: 150, updated: 3_310, unchanged: 12_340 },
    { ...none, entity: "emergency_contacts", created: 45, updated: 892, unchanged: 7, deleted: 12 },
    { ...none, entity: "sponsorships", created: 23, updated: 156, ended: 8 },
  ],
  recommendations: [],
};

/** As the guide of the student migration shows it. */
const GUIDE_TEXT = `
📊 IDEMPOTENT MIGRATION (upsert) RESULTS:
   📈 INPUT:
      Total legacy records: 15,847
      Records processed: 15,847

   ✅ OUTPUT (SUCCESSFUL):
      Total successful: 15,800
      Skipped (unchanged): 12,340

   👥 PERSONS:
      Created: 150
      Updated: 3,310
      Skipped: 12,340

   🎓 STUDENTS:
      Created: 150
      Updated: 3,310
      Skipped: 12,340

   📞 EMERGENCY CONTACTS:
      Created: 45
      Updated: 892
      Deleted: 12

   💰 SPONSORSHIPS:
      Created: 23
      Updated: 156
      Ended: 8

   📊 SUCCESS RATE: 99.7%
   ⚡ EFFICIENCY: 77.8% of records skipped (no changes needed)
`;

const text = (migration: SummarisedUpsert) => summariseUpsert(migration).join("\n");

describe("the summary of an upsert", () => {
  it("is the guide's, for the guide's figures", () => expect(text(guide)).toBe(GUIDE_TEXT.trim()));

  it("ends with what to do, each with where to see it", () => {
    const recommendations: SummarisedUpsert["recommendations"] = [
      { code: "NO_SPONSORS", message: "Import them.", evidence: { title: "Sponsors", url: null, query: "{ a }" } },
      { code: "REJECTIONS", message: "Mend.", evidence: { title: "Rejections", url: "/reports/1/x", query: "{ b }" } },
    ];
    expect(text({ ...guide, recommendations })).toBe(`${GUIDE_TEXT.trim()}

   💡 RECOMMENDATIONS:
      - Import them.
        Sponsors: { a }
      - Mend.
        Rejections: /reports/1/x`);
  });

  it("names the mode and says that nothing was written", () => {
    const options = { ...guide.options, mode: "CREATE_ONLY" as const };
    expect(text({ ...guide, options, dryRun: true })).toMatch(
      /^📊 IDEMPOTENT MIGRATION \(create-only, dry run\) RESULTS:/,
    );
  });

  it("has no rate of nothing, and shows entities that the guide does not know", () => {
    const summary = text({ ...guide, rows: null, effects: [{ ...none, entity: "course_loads", updated: 2 }] });
    expect(summary).toContain("SUCCESS RATE: –\n");
    expect(summary).toMatch(/ {3}COURSE LOADS:\n {6}Created: 0\n {6}Updated: 2\n {6}Skipped: 0\n/);
    expect(summary).not.toContain("PERSONS");
  });

  it("never rounds a share up", () => {
    const rows = { read: 10_000, created: 0, updated: 0, unchanged: 6_999, rejected: 501, successful: 9_499 };
    expect(text({ ...guide, rows })).toMatch(/RATE: 94\.9%\n.*EFFICIENCY: 69\.9%/);
  });
});
