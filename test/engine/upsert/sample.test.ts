import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ExpectedDay, expectedStudents } from "../../../prisma/sample/students/expected.js";
import { loadStudentsSample } from "../../../prisma/sample/students/load.js";
import { importSampleSponsors } from "../../../prisma/sample/students/sponsors.js";
import type { MigrationOptions } from "../../../server/core/options.js";
import { type Migrated, openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";
import { withoutZeros } from "./outcome.js";

const STUDENTS = 600;
const expected = expectedStudents(STUDENTS);

/** A day's dry run and the run after it, with the tables before, between and after. */
interface DayRuns {
  readonly dry: Migrated;
  readonly run: Migrated;
  readonly tables: readonly [before: string, between: string, after: string];
}

interface Sample {
  readonly scenario: StudentsScenario;
  readonly day1: DayRuns;
  readonly day2: DayRuns;
}

async function runSample(seed: number, withSponsorInfo: boolean, optionsOfDay2: MigrationOptions): Promise<Sample> {
  const scenario = await openStudents();
  const { url, pool } = scenario.database;
  await pool.query("drop schema legacy cascade");
  await importSampleSponsors(url);
  const runDay = async (day: 1 | 2, options: MigrationOptions): Promise<DayRuns> => {
    await loadStudentsSample({ url, students: STUDENTS, seed, day, withSponsorInfo });
    const before = await scenario.everyRow();
    const dry = await scenario.migrate({ ...options, dryRun: true });
    const between = await scenario.everyRow();
    const run = await scenario.migrate(options);
    return { dry, run, tables: [before, between, await scenario.everyRow()] };
  };
  return { scenario, day1: await runDay(1, {}), day2: await runDay(2, optionsOfDay2) };
}

/** What is said of a day, in the words of `ExpectedDay`; an entity's unchanged ones are not among them. */
function figuresOf({ counts, detections, effects, rejections, unknownCodes }: Migrated) {
  const changed = (entity: string) => withoutZeros({ ...effects[entity], unchanged: 0 });
  const reasons = rejections.map(({ reason }) => reason);
  return {
    ...counts,
    rejections: Object.fromEntries(reasons.map((reason) => [reason, reasons.filter((each) => each === reason).length])),
    detections,
    persons: changed("persons"),
    students: changed("students"),
    contacts: changed("emergency_contacts"),
    sponsorships: changed("sponsorships"),
    unknownCodes,
  };
}

function expectedFigures(expectedDay: ExpectedDay) {
  const { modified: _, ...day } = expectedDay;
  return Object.fromEntries(
    Object.entries(day).map(([name, figure]) => [name, typeof figure === "number" ? figure : withoutZeros(figure)]),
  );
}

describe.each([
  { seed: 1, withSponsorInfo: false },
  { seed: 2, withSponsorInfo: true },
])("the sample of seed $seed, with sponsor_info $withSponsorInfo", ({ seed, withSponsorInfo }) => {
  let sample: Sample;
  beforeAll(async () => {
    sample = await runSample(seed, withSponsorInfo, {});
  });
  afterAll(() => sample.scenario.close());

  it("comes on day 1 to exactly the figures that it has to", () => {
    expect(sample.day1.run.status).toBe("SUCCEEDED");
    expect(figuresOf(sample.day1.run)).toEqual(expectedFigures(expected.day1));
  });

  it("comes on day 2 to exactly the figures that it has to", () => {
    expect(sample.day2.run.status).toBe("SUCCEEDED");
    expect(figuresOf(sample.day2.run)).toEqual(expectedFigures(expected.day2));
  });

  it.each(["day1", "day2"] as const)("is forecast for %s, effect for effect", (day) => {
    const { dry, run } = sample[day];
    const { id: _, states, ...said } = dry;
    const { id: __, states: statesOfRun, ...done } = run;
    expect(said).toEqual(done);
    expect([states, statesOfRun]).toEqual([["FORECAST"], ["APPLIED"]]);
  });

  it.each(["day1", "day2"] as const)("is not touched by the dry run on %s, but by the run", (day) => {
    const [before, between, after] = sample[day].tables;
    expect(between).toBe(before);
    expect(after).not.toBe(between);
  });

  it("is not touched by day 2 once more", async () => {
    const again = await sample.scenario.migrate();
    expect(again.changes).toEqual([]);
    expect(again.counts).toMatchObject({ created: 0, updated: 0, rejected: expected.day2.rejected });
    expect(await sample.scenario.everyRow()).toBe(sample.day2.tables[2]);
  });
});

describe("the sample's day 2, since the last time", () => {
  let full: Sample;
  let sync: Sample;
  beforeAll(async () => {
    full = await runSample(1, false, {});
    sync = await runSample(1, false, { modifiedSince: "last" });
  });
  afterAll(() => Promise.all([full.scenario.close(), sync.scenario.close()]));

  it("makes exactly the changes of a full run", () => {
    expect(sync.day2.run.changes).toEqual(full.day2.run.changes);
  });

  it("looks at far fewer rows: those that were modified, and those of which nobody can say it", async () => {
    const { rows } = await sync.scenario.database.pool.query<{ unsure: number }>(
      `select count(*)::int as unsure from legacy.legacy_students
        where modified_date is null or btrim(modified_date) !~ '^\\d{4}-\\d\\d-\\d\\d'`,
    );
    const { counts } = sync.day2.run;
    // The row that day 1's watermark is at is looked at again.
    expect(counts.rows - (rows[0]?.unsure as number) - expected.day2.modified.rows).toBeLessThanOrEqual(8);
    expect(counts.rows).toBeLessThan(STUDENTS / 4);
    expect(counts.created + counts.updated + counts.unchanged + counts.rejected).toBe(counts.rows);
  });

  it("ends with the same students", async () => {
    expect(await sync.scenario.students()).toEqual(await full.scenario.students());
  });
});
