import { withSession } from "../place/session.js";
import { LEGACY } from "./template.js";

/** All rows of day 1 were modified before. */
const DAY_2 = "2024-08-20";

/** Changes the birth place of so many students that Crosswalk has; gives since when they are modified. */
export async function changeStudents(url: string, students: number): Promise<string> {
  await withSession(url, async (session) => {
    const { rowCount } = await session.query(
      `update ${LEGACY}.legacy_students
          set birth_place = 'Stung Treng', ipk = 'changed ' || ipk, modified_date = '${DAY_2} 12:00:00.000'
        where ctid = any(array(
          select l.ctid from ${LEGACY}.legacy_students l join sis.students s on s.student_id::text = l.id
          where s.legacy_ipk is not null order by s.student_id limit ${students}))`,
    );
    if (rowCount !== students) throw new Error(`Expected to change ${students} students, but changed ${rowCount}.`);
    await session.query(`vacuum (analyze) ${LEGACY}.legacy_students`);
  });
  return DAY_2;
}
