import type { RecordReader } from "../../core/record.js";
import type { Mapping, MappingContext } from "../../core/upsert/upsert.js";
import { IPK_COLUMN } from "./columns.js";
import { emergencyContactOf } from "./contact.js";
import { DATE_FORMATS, readDay } from "./dates.js";
import { readGender } from "./gender.js";
import { readName } from "./name.js";
import { birthProvinceOf, citizenshipOf } from "./origin.js";
import { sponsorCodeOf, sponsoringOf } from "./sponsor.js";
import { LARGEST_STUDENT_ID, studentIdOf } from "./student-id.js";
import { presentText, textOf } from "./text.js";

/**
 * What a legacy row becomes, or why it can't be taken. Messages name fields, never what a person's fields hold.
 * E-mail addresses are kept as they stand: a wrong one is for people to mend, not for us to lose.
 */
export function mapStudent(row: RecordReader, { codes }: MappingContext): Mapping {
  const id = presentText(row.id);
  const nameField = textOf(row, "name");
  if (id === null || nameField === null) {
    const missing = [...(id === null ? ["id"] : []), ...(nameField === null ? ["name"] : [])];
    return rejected("missing_critical_data", `The row has no ${missing.join(" and no ")}.`);
  }
  const key = studentIdOf(row.id);
  if (key === null) return rejected("data_validation_error", `id is no whole number from 1 to ${LARGEST_STUDENT_ID}.`);
  const name = readName(nameField);
  if (name === null)
    return rejected("name_parsing_error", "name has no letters but those in brackets; expected the family name first.");
  const birthDate = readDay(textOf(row, "birth_date"));
  const lastEnrollment = readDay(textOf(row, "lastenroll"));
  if (birthDate === undefined) return unreadableDate("birth_date");
  if (lastEnrollment === undefined) return unreadableDate("lastenroll");

  const { preferredGender, isMonk } = readGender(textOf(row, "gender"));
  const code = sponsorCodeOf(nameField, textOf(row, "sponsor_info"));
  const { sponsorship, unknownCode } = sponsoringOf(code, codes);
  return {
    kind: "mapped",
    key,
    unknownCode,
    entities: {
      persons: {
        family_name: name.familyName,
        personal_name: name.personalName,
        khmer_name: textOf(row, "kname"),
        preferred_gender: preferredGender,
        date_of_birth: birthDate,
        birth_province: birthProvinceOf(textOf(row, "birth_place")),
        citizenship: citizenshipOf(textOf(row, "nationality")),
        personal_email: textOf(row, "email"),
        school_email: textOf(row, "school_email"),
      },
      students: {
        is_monk: isMonk,
        is_transfer_student: textOf(row, "transfer") !== null,
        current_status: name.status,
        last_enrollment_date: lastEnrollment,
        legacy_ipk: ipkOfStudent(row),
      },
      emergency_contacts: emergencyContactOf(textOf(row, "emg_contact_person"), textOf(row, "contact_person_phone")),
      sponsorships: sponsorship,
    },
  };
}

/** The row's identity primary key. */
export function ipkOfStudent(row: RecordReader): string | null {
  return textOf(row, IPK_COLUMN);
}

function rejected(reason: string, message: string): Mapping {
  return { kind: "rejected", reason, message };
}

function unreadableDate(field: string): Mapping {
  return rejected("data_validation_error", `${field} can't be read as a date; expected ${DATE_FORMATS}.`);
}
