import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "../../../server/adapters/database/generated/client.js";
import { timed } from "../measure/rounds.js";
import { withSession } from "../place/session.js";
import { MAPPED_SQL } from "./mapped-sql.js";

interface MappedRow {
  readonly student_id: number;
  readonly family_name: string;
  readonly personal_name: string;
  readonly khmer_name: string | null;
  readonly preferred_gender: "MALE" | "FEMALE" | "PREFER_NOT_TO_SAY";
  readonly is_monk: boolean;
  readonly date_of_birth: Date | null;
  readonly birth_province: string | null;
  readonly citizenship: string;
  readonly personal_email: string | null;
  readonly school_email: string | null;
  readonly is_transfer_student: boolean;
  readonly current_status: "ACTIVE" | "FROZEN";
  readonly last_enrollment_date: Date | null;
  readonly legacy_ipk: string | null;
  readonly contact: string | null;
  readonly phone: string | null;
  readonly sponsor_id: number | null;
}

export interface RowByRow {
  readonly rows: number;
  readonly ms: number;
}

/** The traditional way, on the first rows alone: an upsert a row, through Prisma. They are mapped before the time runs. */
export async function upsertRowByRow(url: string, most: number): Promise<RowByRow> {
  const rows = await withSession(url, async (session) => {
    const mapped = await session.query<MappedRow>(`${MAPPED_SQL} order by student_id limit ${most}`);
    return mapped.rows;
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, options: "-c timezone=UTC" }) });
  try {
    await prisma.$connect();
    const { ms } = await timed(async () => {
      for (const row of rows) await upsertRow(prisma, row);
    });
    return { rows: rows.length, ms };
  } finally {
    await prisma.$disconnect();
  }
}

async function upsertRow(prisma: PrismaClient, row: MappedRow): Promise<void> {
  const person = {
    familyName: row.family_name,
    personalName: row.personal_name,
    khmerName: row.khmer_name,
    preferredGender: row.preferred_gender,
    dateOfBirth: row.date_of_birth,
    birthProvince: row.birth_province,
    citizenship: row.citizenship,
    personalEmail: row.personal_email,
    schoolEmail: row.school_email,
  };
  const student = {
    isMonk: row.is_monk,
    isTransferStudent: row.is_transfer_student,
    currentStatus: row.current_status,
    lastEnrollmentDate: row.last_enrollment_date,
    legacyIpk: row.legacy_ipk,
  };
  const contact = row.contact === null ? null : { name: row.contact, relationship: "OTHER", primaryPhone: row.phone };
  const sponsorship =
    row.sponsor_id === null
      ? null
      : { sponsorId: row.sponsor_id, sponsorshipType: "FULL" as const, startDate: new Date() };
  await prisma.student.upsert({
    where: { studentId: row.student_id },
    create: {
      studentId: row.student_id,
      ...student,
      person: { create: { ...person, ...(contact && { emergencyContacts: { create: contact } }) } },
      ...(sponsorship && { sponsorships: { create: sponsorship } }),
    },
    update: { ...student, person: { update: person } },
  });
}
