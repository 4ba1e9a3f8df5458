import type { Selection } from "../../core/upsert/upsert.js";
import { COLUMN_NAMES, IPK_COLUMN, LEGACY_TABLE, MODIFIED_COLUMN, OPTIONAL_COLUMNS } from "./columns.js";
import { literal } from "./literal.js";
import { modifiedSinceSql } from "./modified-since.js";
import { studentIdSql, WHITE_SPACE } from "./student-id.js";

/** The selected rows, by student id; ids that are none come last, by their text. No row can make it fail. */
export function selectStudents(schema: string, present: ReadonlySet<string>, selection: Selection): string {
  const columns = COLUMN_NAMES.map((name) =>
    OPTIONAL_COLUMNS.includes(name) && !present.has(name) ? `null::text as ${name}` : `${name}::text as ${name}`,
  );
  const conditions = conditionsOf(selection);
  return `
    select ${["id", ...COLUMN_NAMES].join(", ")}
    from (select ${columns.join(", ")}, ${studentIdSql("id::text")} as student_id from ${schema}.${LEGACY_TABLE}) legacy
    ${conditions.length > 0 ? `where ${conditions.join(" and ")}` : ""}
    order by student_id nulls last, id collate "C", ${IPK_COLUMN} collate "C"
    ${selection.limit === null ? "" : `limit ${selection.limit}`}`;
}

/**
 * The ids, as they stand in the source, of all rows whose student id another row has too.
 * Texts are grouped before any is read as a number, since nearly all of them stand alone.
 */
export function selectDuplicateStudents(schema: string): string {
  const table = `${schema}.${LEGACY_TABLE}`;
  const spelling = `ltrim(btrim(id::text, ${literal(WHITE_SPACE)}), '0')`;
  return `
    with written_alike as materialized (
      select id::text as id from ${table}
      where ${spelling} in (select ${spelling} from ${table} group by 1 having count(*) > 1)
    )
    select id
    from (select id, ${studentIdSql("id")} as student_id from written_alike) legacy
    where student_id is not null
    order by student_id, id collate "C"`;
}

function conditionsOf({ modifiedSince, idRange, ids }: Selection): readonly string[] {
  const conditions: string[] = [];
  if (modifiedSince) conditions.push(modifiedSinceSql(MODIFIED_COLUMN, modifiedSince));
  if (idRange) conditions.push(`student_id between ${idRange.from} and ${idRange.to}`);
  if (ids) conditions.push(isOneOf(ids));
  return conditions;
}

/** A row without an id is known by an empty one. */
function isOneOf(ids: readonly string[]): string {
  const isListed = `id = any(array[${ids.map(literal).join(", ")}]::text[])`;
  return ids.includes("") ? `(id is null or ${isListed})` : isListed;
}
