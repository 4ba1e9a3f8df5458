import { withSession } from "../place/session.js";
import { LEGACY } from "./template.js";

/** All rows of the sample's first day were modified before these. */
export const DAYS_AFTER = ["2024-08-20", "2024-08-21"] as const;

/** Changes the birth place of so many students that Crosswalk has, others on each day. */
export async function changeStudents(url: string, students: number, day: (typeof DAYS_AFTER)[number]): Promise<void> {
  const before = DAYS_AFTER.indexOf(day) * students;
  await withSession(url, async (session) => {
    const { rowCount } = await session.query(
      `update ${LEGACY}.legacy_students
          set birth_place = 'Stung Treng', ipk = 'changed ' || ipk, modified_date = '${day} 12:00:00.000'
        where ctid = any(array(
          select l.ctid from ${LEGACY}.legacy_students l join sis.students s on s.student_id::text = l.id
          where s.legacy_ipk is not null order by s.student_id offset ${before} limit ${students}))`,
    );
    if (rowCount !== students) throw new Error(`Expected to change ${students} students, but changed ${rowCount}.`);
    await session.query(`vacuum (analyze) ${LEGACY}.legacy_students`);
  });
}
