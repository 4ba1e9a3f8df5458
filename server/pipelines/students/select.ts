import type { Division, Selection } from "../../core/upsert/upsert.js";
import { COLUMN_NAMES, IPK_COLUMN, LEGACY_TABLE, MODIFIED_COLUMN, OPTIONAL_COLUMNS } from "./columns.js";
import { literal } from "./literal.js";
import { modifiedSinceSql } from "./modified-since.js";
import { studentIdSql, WHITE_SPACE } from "./student-id.js";

/** What two rows stand in order by: student ids that are none come last, by their text. */
const IN_ORDER = `student_id nulls last, id collate "C", ${IPK_COLUMN} collate "C"`;

/** An id without the white space and the zeros that don't count. */
const SPELLING = `ltrim(btrim(id::text, ${literal(WHITE_SPACE)}), '0')`;

/** The selected rows, by student id. No row can make it fail. */
export function selectStudents(schema: string, present: ReadonlySet<string>, selection: Selection): string {
  return `
    select ${["id", ...COLUMN_NAMES].join(", ")} from ${legacyRows(schema, present)}
    ${where(conditionsOf(selection))}
    order by ${IN_ORDER}
    ${selection.limit === null ? "" : `limit ${selection.limit}`}`;
}

/** All rows of these student ids, by them; last, how many rows the id has. */
export function selectClashingStudents(schema: string, present: ReadonlySet<string>, keys: readonly number[]): string {
  return `
    select ${["id", ...COLUMN_NAMES].join(", ")}, count(*) over (partition by student_id)
    from ${legacyRows(schema, present, isOneOfKeys(keys))}
    order by ${IN_ORDER}`;
}

/**
 * The last student id of each of the ranges that the rows fall into, and how many rows there are up to it.
 * Told from the ids alone, so that it is the same whoever asks.
 */
export function selectStudentRanges(
  schema: string,
  idRange: Selection["idRange"],
  { rowsPerPart, mostParts }: Division,
): string {
  const table = `${schema}.${LEGACY_TABLE}`;
  const ids = `(select ${studentIdSql("id::text")} as student_id from ${table}) legacy`;
  const conditions = where(idRange ? [isWithin(idRange)] : []);
  // Rows are numbered and not grouped: that takes half the time of gathering them by hash first.
  return `
    with divided as (
      select total, greatest(1, least(total / ${rowsPerPart}, ${mostParts})) as parts
      from (select count(*) as total from ${idRange ? ids : table} ${conditions}) counted
    ), numbered as (
      select student_id, count(*) over by_id as reached, rank() over by_id - 1 as before
      from ${ids} ${conditions}
      window by_id as (order by student_id nulls last)
    )
    select distinct student_id, reached from numbered cross join divided
    where reached * parts / total > before * parts / total
    order by reached`;
}

/** One id, as it stands in the source, of each of these student ids that several rows have. */
export function selectDuplicatesAmong(schema: string, keys: readonly number[]): string {
  return `
    select min(id::text) from ${schema}.${LEGACY_TABLE} where ${isOneOfKeys(keys)}
    group by ${SPELLING} having count(*) > 1`;
}

/**
 * The ids, as they stand in the source, of all rows whose student id another row has too.
 * Texts are grouped before any is read as a number, since nearly all of them stand alone.
 */
export function selectDuplicateStudents(schema: string): string {
  const table = `${schema}.${LEGACY_TABLE}`;
  return `
    with written_alike as materialized (
      select id::text as id from ${table}
      where ${SPELLING} in (select ${SPELLING} from ${table} group by 1 having count(*) > 1)
    )
    select id
    from (select id, ${studentIdSql("id")} as student_id from written_alike) legacy
    where student_id is not null
    order by student_id, id collate "C"`;
}

/** The table with all columns as text, those that it lacks as null, and the student id that is read from each id. */
function legacyRows(schema: string, present: ReadonlySet<string>, condition = "true"): string {
  const columns = COLUMN_NAMES.map((name) =>
    OPTIONAL_COLUMNS.includes(name) && !present.has(name) ? `null::text as ${name}` : `${name}::text as ${name}`,
  );
  return `(select ${columns.join(", ")}, ${studentIdSql("id::text")} as student_id
           from ${schema}.${LEGACY_TABLE} where ${condition}) legacy`;
}

function where(conditions: readonly string[]): string {
  return conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
}

function conditionsOf({ modifiedSince, idRange, ids, after, upTo }: Selection): readonly string[] {
  const conditions: string[] = [];
  if (modifiedSince) conditions.push(modifiedSinceSql(MODIFIED_COLUMN, modifiedSince));
  if (idRange) conditions.push(isWithin(idRange));
  if (ids) conditions.push(isOneOf(ids));
  if (after !== null) conditions.push(`(student_id > ${after} or student_id is null)`);
  if (upTo !== null) conditions.push(`student_id <= ${upTo}`);
  return conditions;
}

/** By the text without what does not count, which is much cheaper to compare than a number is to read. */
function isOneOfKeys(keys: readonly number[]): string {
  return `${SPELLING} = any('{${keys.join(",")}}'::text[])`;
}

function isWithin({ from, to }: NonNullable<Selection["idRange"]>): string {
  return `student_id between ${from} and ${to}`;
}

/** A row without an id is known by an empty one. */
function isOneOf(ids: readonly string[]): string {
  const isListed = `id = any(array[${ids.map(literal).join(", ")}]::text[])`;
  return ids.includes("") ? `(id is null or ${isListed})` : isListed;
}
