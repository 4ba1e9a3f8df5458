import type pg from "pg";
import { TargetRefusal } from "../../../core/upsert/target.js";
import type { GivenRows } from "./given-rows.js";

/** What PostgreSQL says of a value that has the wrong form. */
const WRONG_FORMS: Readonly<Record<string, string>> = {
  "22001": "a text is too long",
  "22003": "a number is out of range",
  "22007": "a date can't be read",
  "22008": "there is no such date",
  "22021": "a text holds a character that can't be stored",
  "22P02": "a value is none of those that its column takes",
  P0001: "a trigger does not allow it",
};
/** Data, constraints, and what a trigger raises. */
const ABOUT_A_ROW = /^(?:2[23]|P0001$)/;

/**
 * Writes rows, of `entities` as a refusal calls them. A value that can't be taken, or a row that is no longer as it was read,
 * is a TargetRefusal; any other error is not about the rows, and passes.
 */
export async function writeRows(client: pg.ClientBase, entities: string, given: GivenRows, sql: string): Promise<void> {
  if (given.count === 0) return;
  const rowCount = await changeRows(client, entities, sql, given.parameters);
  if (rowCount !== given.count)
    throw new TargetRefusal(
      `Of ${given.count} rows of ${entities} that were read, ${rowCount} are still as they were: ` +
        "somebody else wrote meanwhile. Run the migration again.",
    );
}

/** The same, where it is no matter how many rows it is; gives how many. */
export async function changeRows(
  client: pg.ClientBase,
  entities: string,
  sql: string,
  parameters: readonly unknown[],
): Promise<number | null> {
  const { rowCount } = await client.query(sql, [...parameters]).catch((error: unknown) => {
    throw refusalOf(entities, error) ?? error;
  });
  return rowCount;
}

/** Without the error's own words, and without it as the cause: it quotes values, and these are about people. */
function refusalOf(entities: string, error: unknown): TargetRefusal | null {
  const { code, constraint, column, table } = error as Partial<pg.DatabaseError>;
  if (!ABOUT_A_ROW.test(code ?? "")) return null;
  const reason =
    constraint !== undefined
      ? `its constraint ${constraint} does not allow it`
      : column !== undefined
        ? `its column ${column} must have one`
        : (WRONG_FORMS[code as string] ?? "it is of the wrong form");
  return new TargetRefusal(
    `A value of ${table ?? entities} was not taken: ${reason} (SQLSTATE ${code}). Correct the row in the source.`,
  );
}
