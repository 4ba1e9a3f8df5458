import { analyse, connect, copyChunks, sampleClient } from "../database.js";
import { createMarkedTablesSql, dropMarkedTables } from "../marked-tables.js";
import { type ExpectedStudents, expectedStudents } from "./expected.js";
import { type Day, generateStudents } from "./generate.js";
import { finishTableSql, LEGACY_TABLE, legacyTable } from "./legacy-students.js";

export interface StudentsSampleTarget {
  readonly url: string;
  /** `legacy` where it is left out. */
  readonly schema?: string;
  /** How many rows there are on day 1; day 2 has to be told the same, and the same seed. */
  readonly students: number;
  readonly seed: number;
  /** Day 2 always takes the place of an earlier sample. */
  readonly day: Day;
  /** Drop the table of an earlier sample first. A table that is no sample is never dropped. */
  readonly replace?: boolean;
  /** With the column that only some dumps have. */
  readonly withSponsorInfo?: boolean;
  readonly onTable?: (table: { schema: string; table: string; rows: number }) => void;
}

/** Makes the legacy system's table and fills it with the rows of a day, in one transaction. */
export async function loadStudentsSample(target: StudentsSampleTarget): Promise<ExpectedStudents> {
  const { schema = "legacy", day, replace = false, withSponsorInfo = false } = target;
  const expected = expectedStudents(target.students);
  const client = sampleClient(target.url);
  let rows = 0;
  function* chunks() {
    for (const lines of generateStudents(target)) {
      rows += lines.length;
      yield lines.join("");
    }
  }
  try {
    await connect(client, "the legacy system");
    await client.query("begin");
    await dropMarkedTables(client, schema, [LEGACY_TABLE], replace || day === 2);
    await client.query(createMarkedTablesSql(schema, [legacyTable(withSponsorInfo)]));
    await copyChunks(client, schema, LEGACY_TABLE, chunks());
    await client.query(finishTableSql(schema));
    await client.query("commit");
    await analyse(client, schema, [LEGACY_TABLE]);
  } finally {
    // Closing the connection rolls back whatever was not committed.
    await client.end();
  }
  target.onTable?.({ schema, table: LEGACY_TABLE, rows });
  return expected;
}
