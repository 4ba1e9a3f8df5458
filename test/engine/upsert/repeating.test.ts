import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type GivenRow, openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
beforeEach(async () => {
  await scenario.forget();
  await scenario.addSponsors("RSF");
  await scenario.fill(ROWS);
});
afterAll(() => scenario.close());

const ROWS: readonly GivenRow[] = [
  { id: "1", name: "$$Sok Dara <RSF>", emg_contact_person: "Keo Ny", contact_person_phone: "012 345" },
  { id: " 02 ", name: "Keo Bora {rsf}", birth_date: "2001-02-03", birth_place: "Phnom  Penh", ipk: null },
  { id: "3", name: "Chan Ny <OLDFUND>", emg_contact_person: "NULL" },
  { id: "4", name: "Ly", gender: "MONK", lastenroll: "2020-02-29 10:00:00", nationality: "Lao", transfer: "yes" },
  { id: "5", name: "Sao Ra" },
  { id: "5", name: "Sao Re" },
  { id: "x" },
  { id: "6", birth_date: "soon" },
  { id: "7", name: "12" },
];

const REPETITIONS = [
  { what: "as it was", options: {} },
  { what: "forced", options: { forceUpdate: true } },
  { what: "forced, row by row", options: { forceUpdate: true, batchSize: 1 } },
  { what: "by IPK alone", options: { changeDetection: "IPK" } },
  { what: "by content alone", options: { changeDetection: "CONTENT" } },
  { what: "since the last time", options: { modifiedSince: "last" } },
  { what: "as updates only, forced", options: { mode: "UPDATE_ONLY", forceUpdate: true } },
  { what: "as creations only", options: { mode: "CREATE_ONLY" } },
] as const;

describe("a second run over the same rows", () => {
  it.each(REPETITIONS)("$what: writes nothing to any table, not even a version", async ({ options }) => {
    const first = await scenario.migrate();
    expect(first.counts).toEqual({ rows: 9, created: 4, updated: 0, unchanged: 0, rejected: 5 });
    const before = await scenario.everyRow();
    const second = await scenario.migrate(options);
    expect(second.status).toBe("SUCCEEDED");
    expect(second.changes).toEqual([]);
    expect(second.counts).toMatchObject({ created: 0, updated: 0 });
    expect(await scenario.everyRow()).toBe(before);
  });

  it("says the same of the rows that it can't take", async () => {
    const first = await scenario.migrate();
    const second = await scenario.migrate();
    expect(second.rejections).toEqual(first.rejections);
    expect(second.unknownCodes).toEqual({ OLDFUND: 1 });
    expect(second.unknownCodes).toEqual(first.unknownCodes);
  });

  it("leaves the sponsorship's dates for ever, forced or not", async () => {
    await scenario.migrate();
    await scenario.database.pool.query("update sis.sponsorships set start_date = '2020-01-02'");
    const before = await scenario.everyRow();
    await scenario.migrate();
    await scenario.migrate({ forceUpdate: true });
    expect(await scenario.everyRow()).toBe(before);
  });
});

describe("a row whose sponsor is unknown", () => {
  it("gets its sponsorship once there is the sponsor, though the row is the same", async () => {
    await scenario.migrate();
    expect((await scenario.students())["3"]?.sponsorships).toEqual([]);
    await scenario.addSponsors("OLDFUND");
    const next = await scenario.migrate();
    expect(next.changes).toEqual(["sponsorships 3 sponsor: – → OLDFUND CREATED CONTENT"]);
    expect(next.counts).toEqual({ rows: 9, created: 0, updated: 1, unchanged: 3, rejected: 5 });
    expect(next.unknownCodes).toEqual({});
    expect((await scenario.students())["3"]?.sponsorships).toEqual(["OLDFUND"]);

    const before = await scenario.everyRow();
    expect((await scenario.migrate()).changes).toEqual([]);
    expect(await scenario.everyRow()).toBe(before);
  });

  it("is written no more than any other, however often it is looked at", async () => {
    await scenario.migrate();
    const before = await scenario.everyRow();
    for (const forceUpdate of [false, true]) {
      const next = await scenario.migrate({ forceUpdate });
      expect(next.effects.students).toEqual({ unchanged: 4 });
    }
    expect(await scenario.everyRow()).toBe(before);
  });
});

it("overwrites what somebody else changed only where the row is taken again", async () => {
  await scenario.migrate();
  await scenario.database.pool.query("update sis.persons set family_name = 'OTHER' where family_name = 'LY'");
  expect((await scenario.migrate()).changes).toEqual([]);
  const forced = await scenario.migrate({ forceUpdate: true });
  expect(forced.changes).toEqual(["persons 4 family_name: OTHER → LY UPDATED FORCED"]);
});
