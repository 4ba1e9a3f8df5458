import type { GivenRow, StoredStudent } from "../../helpers/students-scenario.js";

// The field rules of the facts, once more and in the plainest way: slow, obvious, and knowing nothing of the pipeline.

export interface WantedStudent extends Omit<StoredStudent, "contacts" | "sponsorships"> {
  readonly contact: string | null;
  readonly code: string | null;
}

/** Nothing, blank, and the word NULL say the same. */
export function said(cell: string | null | undefined): string | null {
  const text = (cell ?? "").trim();
  return text === "" || text === "NULL" ? null : text;
}

export function studentNumber(cell: string | null | undefined): number | null {
  const digits = said(cell) ?? "";
  if (digits === "" || Array.from(digits).some((sign) => !"0123456789".includes(sign))) return null;
  return Number(digits) > 2_147_483_647 ? null : Number(digits);
}

const LETTER = /\p{L}/u;

/** The name without what stands in brackets, what stands in them, and whether fees are outstanding. */
function readName(field: string): { words: string[]; notes: string[]; isFrozen: boolean } {
  const closing: Record<string, string> = { "<": ">", "{": "}", "[": "]" };
  let name = "";
  const notes: string[] = [];
  for (let i = 0; i < field.length; i++) {
    const sign = field[i] as string;
    const close = closing[sign];
    if (close !== undefined) {
      const end = field.indexOf(close, i);
      if (sign !== "[") notes.push(field.slice(i + 1, end));
      i = end;
    } else if (sign !== "$" && sign !== "#") name += sign;
  }
  const words = name.split(" ").filter((word) => word !== "");
  return { words, notes, isFrozen: field.startsWith("$$") };
}

/** The day, null for none, undefined for one that can't be read. */
function readDate(cell: string | null | undefined): string | null | undefined {
  const text = said(cell);
  if (text === null) return null;
  const day = text.slice(0, 10);
  const rest = text.slice(10);
  const isTime = rest === "" || rest.startsWith(" ") || rest.startsWith("T");
  const [year = "", month = "", date = ""] = day.split("-");
  if (!isTime || year.length !== 4 || month.length !== 2 || date.length !== 2) return undefined;
  if (Number(month) < 1 || Number(month) > 12) return undefined;
  const days = new Date(Number(year), Number(month), 0).getDate();
  return Number(date) >= 1 && Number(date) <= days ? day : undefined;
}

/** What a row is to become, or why it can't. */
export function wantedOf(row: GivenRow): WantedStudent | string {
  const nameField = said(row.name);
  if (said(row.id) === null || nameField === null) return "missing_critical_data";
  if (studentNumber(row.id) === null) return "data_validation_error";
  const { words, notes, isFrozen } = readName(nameField);
  if (!words.some((word) => LETTER.test(word))) return "name_parsing_error";
  const born = readDate(row.birth_date);
  const enrolled = readDate(row.lastenroll);
  if (born === undefined || enrolled === undefined) return "data_validation_error";

  const gender = said(row.gender);
  const place = said(row.birth_place)?.toLowerCase().split(" ").join("_").slice(0, 50) ?? null;
  const letters = Array.from(said(row.nationality) ?? "")
    .filter((sign) => LETTER.test(sign))
    .join("");
  const contact = said(row.emg_contact_person);
  const phone = said(row.contact_person_phone);
  const code = said(row.sponsor_info) ?? notes.find((note) => note !== "") ?? null;
  return {
    person: {
      family_name: words[0]?.toUpperCase(),
      personal_name: words.slice(1).join(" ").toUpperCase(),
      khmer_name: said(row.kname),
      preferred_gender: gender === "M" || gender === "MONK" ? "MALE" : gender === "F" ? "FEMALE" : "PREFER_NOT_TO_SAY",
      date_of_birth: born,
      birth_province: place === "phnompenh" ? "phnom_penh" : place,
      citizenship: letters === "" ? "KH" : letters.slice(0, 2).toUpperCase(),
      personal_email: said(row.email),
      school_email: said(row.school_email),
    },
    student: {
      is_monk: gender === "MONK",
      is_transfer_student: said(row.transfer) !== null,
      current_status: isFrozen ? "FROZEN" : "ACTIVE",
      last_enrollment_date: enrolled,
      legacy_ipk: said(row.ipk),
    },
    contact: contact === null ? null : phone === null || LETTER.test(phone) ? contact : `${contact}, ${phone}`,
    code: code?.toUpperCase() ?? null,
  };
}
