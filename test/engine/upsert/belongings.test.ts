import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";

let scenario: StudentsScenario;
beforeAll(async () => {
  scenario = await openStudents();
});
beforeEach(async () => {
  await scenario.forget();
  await scenario.addSponsors("RSF", "ABC");
});
afterAll(() => scenario.close());

/** The second of two runs, between which the row was edited. */
async function edited(before: object, after: object) {
  await scenario.fill([{ id: "1", ...before }]);
  await scenario.migrate();
  await scenario.database.pool.query("update sis.sponsorships set start_date = '2020-01-02'");
  await scenario.fill([{ id: "1", ...after }]);
  const { effects, changes, counts } = await scenario.migrate();
  const student = (await scenario.students())["1"];
  return { effects, changes, counts, contacts: student?.contacts, sponsorships: student?.sponsorships };
}

async function sponsorships(): Promise<string[]> {
  const { rows } = await scenario.database.pool.query<{ line: string }>(
    `select concat_ws(' ', code, start_date::text, case when end_date is null then 'active' end) as line
       from sis.sponsorships join sis.sponsors sponsor on sponsor.id = sponsor_id order by sponsorships.id`,
  );
  return rows.map(({ line }) => line);
}

describe("an emergency contact", () => {
  const CONTACT = { emg_contact_person: "Keo Ny", contact_person_phone: "012 345" };

  it.each([
    ["NULL", "NULL", "012 345"],
    ["null in any case", " null ", "012 345"],
    ["blank", "  ", "012 345"],
    ["empty", "", "012 345"],
    ["missing", null, "012 345"],
    ["missing with its phone", null, null],
  ])("goes when its name becomes %s", async (_, emg_contact_person, contact_person_phone) => {
    const { effects, changes, contacts, counts } = await edited(CONTACT, { emg_contact_person, contact_person_phone });
    expect(contacts).toEqual([]);
    expect(effects.emergency_contacts).toEqual({ deleted: 1 });
    expect(changes).toEqual(["emergency_contacts 1 name: Keo Ny → – DELETED CONTENT"]);
    expect(counts).toMatchObject({ updated: 1, unchanged: 0 });
  });

  it("comes, changes, and loses a phone that is none", async () => {
    const created = await edited({}, CONTACT);
    expect([created.effects.emergency_contacts, created.contacts]).toEqual([{ created: 1 }, ["Keo Ny, 012 345"]]);
    const renamed = await edited(CONTACT, { ...CONTACT, emg_contact_person: " Keo Na " });
    expect([renamed.effects.emergency_contacts, renamed.contacts]).toEqual([{ updated: 1 }, ["Keo Na, 012 345"]]);
    const mute = await edited(CONTACT, { ...CONTACT, contact_person_phone: "call home" });
    expect([mute.effects.emergency_contacts, mute.contacts]).toEqual([{ updated: 1 }, ["Keo Ny"]]);
  });

  it("that is not the primary one is left alone", async () => {
    await scenario.fill([{ id: "1", ...CONTACT }]);
    await scenario.migrate();
    await scenario.database.pool.query(
      `insert into sis.emergency_contacts (person_id, name, relationship, is_primary)
       select id, 'Aunt', 'OTHER', false from sis.persons`,
    );
    await scenario.fill([{ id: "1", ipk: "2" }]);
    const { effects } = await scenario.migrate();
    expect(effects.emergency_contacts).toEqual({ deleted: 1 });
    expect((await scenario.students())["1"]?.contacts).toEqual(["Aunt"]);
  });
});

describe("a sponsorship", () => {
  it("ends when the code is gone, and keeps its start", async () => {
    const { effects, sponsorships: kept, counts } = await edited({ name: "Sok Dara <RSF>" }, { name: "Sok Dara" });
    expect([effects.sponsorships, kept]).toEqual([{ ended: 1 }, ["RSF ended"]]);
    expect(effects.persons).toEqual({ unchanged: 1 });
    expect(counts).toMatchObject({ updated: 1 });
    expect(await sponsorships()).toEqual(["RSF 2020-01-02"]);
  });

  it("ends, and another is created, when the code changes", async () => {
    const changed = await edited({ name: "Sok Dara <RSF>" }, { name: "Sok Dara {abc}" });
    expect(changed.effects.sponsorships).toEqual({ created: 1, ended: 1 });
    expect(changed.sponsorships).toEqual(["RSF ended", "ABC"]);
    expect(changed.changes.map((line) => line.replace(/\d{4}-\d\d-\d\d/, "TODAY"))).toEqual([
      "sponsorships 1 end_date: – → TODAY ENDED CONTENT",
      "sponsorships 1 sponsor: – → ABC CREATED CONTENT",
    ]);
  });

  it("ends when the code becomes one that no sponsor has", async () => {
    const { effects, sponsorships: kept } = await edited({ sponsor_info: "rsf" }, { sponsor_info: "OLDFUND" });
    expect([effects.sponsorships, kept]).toEqual([{ ended: 1 }, ["RSF ended"]]);
  });

  it("that ended comes anew when the code comes back: one is active, the other stays over", async () => {
    await edited({ name: "Sok Dara <RSF>" }, { name: "Sok Dara" });
    await scenario.fill([{ id: "1", name: "Sok Dara <RSF>" }]);
    const { effects } = await scenario.migrate();
    expect(effects.sponsorships).toEqual({ created: 1 });
    expect((await scenario.students())["1"]?.sponsorships).toEqual(["RSF ended", "RSF"]);
  });

  it("keeps its start whatever else changes, and is not touched", async () => {
    await scenario.fill([{ id: "1", name: "Sok Dara <RSF>" }]);
    await scenario.migrate();
    await scenario.database.pool.query("update sis.sponsorships set start_date = '2020-01-02'");
    const before = (await scenario.everyRow()).split("\n").filter((row) => row.startsWith("sponsorships "));
    for (const row of [
      { name: "Keo Dara <RSF>" },
      { name: "$$Keo Dara", sponsor_info: " rsf " },
      { name: "Ly {RSF}" },
    ]) {
      await scenario.fill([{ id: "1", ...row }]);
      const { effects } = await scenario.migrate();
      expect([effects.persons, effects.sponsorships]).toMatchObject([{}, { unchanged: 1 }]);
    }
    const after = (await scenario.everyRow()).split("\n").filter((row) => row.startsWith("sponsorships "));
    expect(after).toEqual(before);
  });

  it("is the only active one, through many changes and forced runs", async () => {
    const codes = ["RSF", "ABC", "", "RSF", "RSF", "ABC", "OLDFUND", "ABC", "RSF"];
    for (const [i, code] of codes.entries()) {
      await scenario.fill([{ id: "1", name: `Sok Dara <${code}>` }]);
      await scenario.migrate({ forceUpdate: i % 2 === 1 });
      const active = (await scenario.students())["1"]?.sponsorships.filter((each) => !each.endsWith(" ended"));
      expect(active).toEqual(["RSF", "ABC"].includes(code) ? [code] : []);
    }
    expect((await scenario.students())["1"]?.sponsorships).toEqual([
      ...["RSF", "ABC", "RSF", "ABC", "ABC"].map((code) => `${code} ended`),
      "RSF",
    ]);
  });
});
