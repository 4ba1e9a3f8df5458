import type { LegacyColumn } from "../legacy-students.js";
import { type Fixture, inTurn, type Rejection, untouched } from "./scene.js";

const SHARE = 0.0003;

/** Rows that one value keeps out, on both days. */
function refused(
  fate: Rejection,
  column: LegacyColumn,
  values: readonly (string | null)[],
  atLeast = values.length,
): Fixture {
  return {
    name: `${fate} by ${column}`,
    share: SHARE,
    atLeast,
    day1: { rows: 1, fate },
    day2: { rows: 1, fate },
    build: ({ student }, turn) => [untouched(student({ [column]: inTurn(values, turn) }))],
  };
}

/** Two rows whose ids are the same number, the second written in another way. */
function twice(spelling: string, spell: (id: string) => string): Fixture {
  const fate = "duplicate_student_id";
  return {
    name: `the same id twice, ${spelling}`,
    share: SHARE,
    atLeast: 1,
    day1: { rows: 2, fate },
    day2: { rows: 2, fate },
    build({ student }) {
      const first = student();
      return [untouched(first), untouched(student({ id: spell(first.id as string) }))];
    },
  };
}

export const UNREADABLE_DATES = ["31/12/1999", "2001-02-30", "unknown", "0000-00-00", "1999-13-01"] as const;

export const REJECTED: readonly Fixture[] = [
  refused("missing_critical_data", "id", [null, "NULL", "", " "], 2),
  refused("missing_critical_data", "name", ["NULL", null, "", "  "], 3),
  refused("data_validation_error", "id", ["S18-004", "99999999999999", "18000.5", "n/a"], 3),
  refused("data_validation_error", "birth_date", UNREADABLE_DATES, 3),
  refused("data_validation_error", "lastenroll", UNREADABLE_DATES, 2),
  refused("name_parsing_error", "name", ["$$", "<RSF>", "12345", "[no name given]", "#"], 3),
  twice("written alike", (id) => id),
  twice("with spaces", (id) => ` ${id} `),
  twice("with leading zeros", (id) => `00${id}`),
];
