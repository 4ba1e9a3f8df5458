import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fields } from "../../../server/core/upsert/entities.js";
import type { Mapping } from "../../../server/core/upsert/upsert.js";
import { mapStudent } from "../../../server/pipelines/students/map-student.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import { anyCells, anyTakenCells, type LegacyCells, readerOf } from "./legacy-row.js";

type Mapped = Extract<Mapping, { kind: "mapped" }>;

const given = { codes: new Set(["CARITAS"]), today: "2026-03-01" };
const map = (cells: LegacyCells): Mapping => mapStudent(readerOf(cells), given);
const complete: LegacyCells = {
  id: " 018001 ",
  name: "$$Sok Chan Dara<caritas>",
  kname: " សុខ ដារ៉ា ",
  birth_date: "2001-02-03 00:00:00.000",
  birth_place: "Phnom Penh",
  gender: "MONK",
  nationality: "Khmer",
  email: " dara@example.org ",
  school_email: "no address",
  transfer: "Y",
  lastenroll: "2024-08-20T00:00:00",
  emg_contact_person: "Sok Mealea",
  contact_person_phone: "012 345 678",
  ipk: " 77 ",
  modified_date: "2024-08-20",
};

test("a whole row becomes four entities under one key", () => {
  expect(map(complete)).toEqual({
    kind: "mapped",
    key: 18001,
    unknownCode: null,
    entities: {
      persons: {
        family_name: "SOK",
        personal_name: "CHAN DARA",
        khmer_name: "សុខ ដារ៉ា",
        preferred_gender: "MALE",
        date_of_birth: "2001-02-03",
        birth_province: "phnom_penh",
        citizenship: "KH",
        personal_email: "dara@example.org",
        school_email: "no address",
      },
      students: {
        is_monk: true,
        is_transfer_student: true,
        current_status: "FROZEN",
        last_enrollment_date: "2024-08-20",
        legacy_ipk: "77",
      },
      emergency_contacts: { name: "Sok Mealea", relationship: "OTHER", primary_phone: "012 345 678" },
      sponsorships: { sponsor: "CARITAS", sponsorship_type: "FULL", notes: null },
    },
  });
});

test.each([null, "", "  ", "NULL", " null "])("a row with nothing but id and name, and %j elsewhere", (cell) => {
  const blank = Object.fromEntries(Object.keys(complete).map((column) => [column, cell]));
  expect(map({ ...blank, id: "1", name: "Sok" })).toEqual({
    kind: "mapped",
    key: 1,
    unknownCode: null,
    entities: {
      persons: {
        family_name: "SOK",
        personal_name: "",
        khmer_name: null,
        preferred_gender: "PREFER_NOT_TO_SAY",
        date_of_birth: null,
        birth_province: null,
        citizenship: "KH",
        personal_email: null,
        school_email: null,
      },
      students: {
        is_monk: false,
        is_transfer_student: false,
        current_status: "ACTIVE",
        last_enrollment_date: null,
        legacy_ipk: null,
      },
      emergency_contacts: null,
      sponsorships: null,
    },
  });
});

test.each([
  ["CARITAS", "CARITAS", null],
  ["caritas", "CARITAS", null],
  ["other", null, "OTHER"],
  [" ", "CARITAS", null],
  ["NULL", "CARITAS", null],
  [null, "CARITAS", null],
])("sponsor_info %j wins over the name unless it is none", (sponsor_info, sponsor, unknownCode) => {
  const { entities, unknownCode: unknown } = map({ ...complete, sponsor_info }) as Mapped;
  expect([entities.sponsorships?.sponsor ?? null, unknown]).toEqual([sponsor, unknownCode]);
});

test("a row with an unknown code is taken, without a sponsorship", () => {
  const mapping = map({ ...complete, name: "Sok Dara {Unicef}" });
  expect(mapping).toMatchObject({ kind: "mapped", unknownCode: "UNICEF", entities: { sponsorships: null } });
});

describe("rejections", () => {
  test.each([
    [{ id: null }, "missing_critical_data", "The row has no id."],
    [{ id: " " }, "missing_critical_data", "The row has no id."],
    [{ id: "NULL" }, "missing_critical_data", "The row has no id."],
    [{ name: null }, "missing_critical_data", "The row has no name."],
    [{ name: "null" }, "missing_critical_data", "The row has no name."],
    [{ id: "", name: "" }, "missing_critical_data", "The row has no id and no name."],
    [{ id: "12abc" }, "data_validation_error", "id is no whole number from 1 to 2147483647."],
    [{ id: "2147483648" }, "data_validation_error", "id is no whole number from 1 to 2147483647."],
    [{ name: "$$ <CARITAS>" }, "name_parsing_error", "name has no letters"],
    [{ birth_date: "2001-02-30" }, "data_validation_error", "birth_date can't be read as a date"],
    [{ lastenroll: "yesterday" }, "data_validation_error", "lastenroll can't be read as a date"],
  ])("%j is %s", (cells, reason, message) => {
    const mapping = map({ ...complete, ...cells });
    expect(mapping).toEqual({ kind: "rejected", reason, message: expect.stringContaining(message) });
  });

  test("do not tell what a person's fields hold", () => {
    for (const secret of ["31/12/1999", "2001-99-99"])
      expect(JSON.stringify(map({ ...complete, birth_date: secret }))).not.toContain(secret);
    expect(JSON.stringify(map({ ...complete, name: "<SECRET>" }))).not.toContain("SECRET");
  });
});

describe("any cells", () => {
  test("never throw, and give a mapping or one of three reasons", () => {
    const reasons = ["missing_critical_data", "data_validation_error", "name_parsing_error"];
    const isSound = (cells: LegacyCells) => {
      const mapping = map(cells);
      if (mapping.kind === "rejected") expect(reasons).toContain(mapping.reason);
      else expect(mapping.key).toBe(Number((cells.id ?? "").trim()));
    };
    fc.assert(fc.property(anyCells, isSound), { numRuns: 2000 });
  });

  test("mapped, keep to what the tables ask for", () => {
    let mapped = 0;
    const keepsTo = (cells: LegacyCells) => {
      const mapping = map(cells);
      if (mapping.kind === "rejected") return;
      mapped++;
      const { persons, students } = mapping.entities;
      expect(persons?.citizenship).toMatch(/^[A-Z]{2}$/);
      expect(Array.from(String(persons?.birth_province ?? "")).length).toBeLessThanOrEqual(50);
      expect(persons?.family_name).toMatch(/\S/);
      for (const day of [persons?.date_of_birth, students?.last_enrollment_date])
        if (day != null) expect(new Date(`${String(day)}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
      for (const value of Object.values(mapping.entities).flatMap((fields) => Object.values(fields ?? {})))
        expect(String(value)).not.toContain("\0");
    };
    fc.assert(fc.property(fc.oneof(anyCells, anyTakenCells), keepsTo), { numRuns: 2000 });
    expect(mapped).toBeGreaterThan(500);
  });
});

describe("the tables", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  test("take any mapped values, and keep them as they are", async () => {
    const samples = fc.sample(anyTakenCells, { numRuns: 500, seed: 20260301 }).map(map);
    const persons = samples.flatMap((mapping) =>
      mapping.kind === "mapped" ? [mapping.entities.persons as Fields] : [],
    );
    expect(persons.length).toBeGreaterThan(300);
    const names = Object.keys(persons[0] ?? {});
    await database.pool.query(
      `insert into sis.persons (${names.join(", ")})
       select ${names.map((name) => `r.${name}`).join(", ")} from jsonb_populate_recordset(null::sis.persons, $1) r`,
      [JSON.stringify(persons)],
    );
    const fields = names.map((name) => (name === "date_of_birth" ? `${name}::text` : name));
    const { rows } = await database.pool.query(`select ${fields.join(", ")} from sis.persons order by id`);
    expect(rows).toEqual(persons);
  });
});
