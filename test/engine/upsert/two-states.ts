import { type GivenRow, type StudentsScenario } from "../../helpers/students-scenario.js";

const IDS = Array.from({ length: 12 }, (_, i) => i + 1);

/** Twelve students, of whom the even ones are there on the second day only, and all the others have changed by then. */
export const FIRST_DAY: readonly GivenRow[] = IDS.filter((id) => id % 2 === 1).map((id) => ({
  id: String(id),
  name: "Sok Dara <RSF>",
  emg_contact_person: id % 3 === 0 ? "Keo Ny" : null,
  modified_date: "2024-08-01",
}));

export const SECOND_DAY: readonly GivenRow[] = [
  ...IDS.map((id) => ({
    id: String(id),
    name: `Keo Dara ${["<RSF>", "<ABC>", "", "<NONE>"][id % 4]}`,
    emg_contact_person: id % 3 === 0 ? null : "Chan Ny",
    modified_date: "2024-08-02",
  })),
  { id: "x", modified_date: "2024-08-03" },
  { id: "50" },
  { id: "050" },
];

/** A changes line without the day on which it was written. */
export const undated = (line: string) => line.replace(/\d{4}-\d\d-\d\d/, "TODAY");

/** As it is before the migration of the second day. */
export async function beginSecondDay(scenario: StudentsScenario): Promise<void> {
  await scenario.forget();
  await scenario.addSponsors("RSF", "ABC");
  await scenario.fill(FIRST_DAY);
  await scenario.migrate();
  await scenario.fill(SECOND_DAY);
}

/** Whoever logs a change of this student waits as long as the advisory lock 4711 is held elsewhere. */
export async function waitAtStudent(scenario: StudentsScenario, id: number): Promise<void> {
  await waitAt(scenario, "changes", String(id));
}

/** The same for whoever logs that a row with this id can't be taken. */
export async function waitAtRejection(scenario: StudentsScenario, id: string): Promise<void> {
  await waitAt(scenario, "rejections", id);
}

async function waitAt({ database }: StudentsScenario, table: "changes" | "rejections", id: string): Promise<void> {
  await database.pool.query(`
    create or replace function public.wait_for_test() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(4711); return new; end $$;
    create or replace trigger wait_for_test before insert on crosswalk.${table}
      for each row when (new.record_id = '${id}') execute function public.wait_for_test()`);
}

export async function waitNoMore({ database }: StudentsScenario): Promise<void> {
  for (const table of ["changes", "rejections"])
    await database.pool.query(`drop trigger if exists wait_for_test on crosswalk.${table}`);
}
