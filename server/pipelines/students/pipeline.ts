import { normalisation } from "../../core/normalise/normalise.js";
import type { Pipeline } from "../../core/pipeline.js";
import { EVERYTHING } from "../../core/upsert/upsert.js";
import { COLUMN_NAMES, columns, IPK_COLUMN, LEGACY_TABLE, MODIFIED_COLUMN, OPTIONAL_COLUMNS } from "./columns.js";
import { entities } from "./entities.js";
import { ipkOfStudent, mapStudent } from "./map-student.js";
import {
  selectClashingStudents,
  selectDuplicateStudents,
  selectDuplicatesAmong,
  selectStudentRanges,
  selectStudents,
} from "./select.js";
import { studentIdOf } from "./student-id.js";

/** Brings the students of the legacy system into our own tables, as often as one likes. */
export const studentsPipeline: Pipeline = {
  name: "students",
  title: "Student migration",
  description:
    "Creates and updates students, their emergency contacts and their sponsorships from the legacy student system; " +
    "rows that have not changed since are skipped.",
  left: {
    name: "legacy",
    title: "Legacy student system",
    tables: [{ name: LEGACY_TABLE, columns: COLUMN_NAMES.filter((name) => !OPTIONAL_COLUMNS.includes(name)) }],
  },
  // Our own tables: their schema migrations make them.
  right: { name: "sis", title: "Student information system", tables: [] },
  models: [
    {
      name: "students",
      title: "Students",
      left: { class: "Legacy::Student", table: LEGACY_TABLE, select: allStudents },
      right: { class: "Sis::Student", table: "students", select: ownStudents },
      columns,
      matchKeys: [{ column: "id", normalisation: normalisation() }],
      candidateRules: [],
    },
  ],
  options: [
    "mode",
    "modifiedSince",
    "idRange",
    "limit",
    "batchSize",
    "forceUpdate",
    "changeDetection",
    "rejectedOf",
    "dryRun",
  ],
  upsert: {
    entities,
    mainEntity: "students",
    optionalColumns: OPTIONAL_COLUMNS,
    ipkColumn: IPK_COLUMN,
    ipkOf: ipkOfStudent,
    modifiedColumn: MODIFIED_COLUMN,
    contentColumns: COLUMN_NAMES.filter((name) => name !== IPK_COLUMN && name !== MODIFIED_COLUMN),
    keyOf: studentIdOf,
    select: selectStudents,
    selectRanges: selectStudentRanges,
    selectDuplicates: selectDuplicateStudents,
    selectDuplicatesAmong,
    selectClashing: selectClashingStudents,
    map: mapStudent,
  },
};

/** Without the columns that a source may lack. */
function allStudents(schema: string): string {
  return selectStudents(schema, new Set(), EVERYTHING);
}

/** Of a legacy row our tables keep the id and the IPK as they were. */
function ownStudents(schema: string): string {
  const kept: Readonly<Record<string, string>> = { id: "student_id::text", [IPK_COLUMN]: "legacy_ipk" };
  const values = COLUMN_NAMES.map((name) => `${kept[name] ?? "null::text"} as ${name}`);
  return `select student_id::text, ${values.join(", ")} from ${schema}.students order by student_id`;
}
