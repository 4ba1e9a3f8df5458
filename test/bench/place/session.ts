import pg from "pg";

/** Runs something on one session that is closed afterwards. Times are told in UTC. */
export async function withSession<Answer>(
  url: string,
  work: (session: pg.Client) => Promise<Answer>,
  settings: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const options = Object.entries({ timezone: "UTC", jit: "off", ...settings }).map(
    ([key, value]) => `-c ${key}=${value}`,
  );
  const session = new pg.Client({ connectionString: url, options: options.join(" "), application_name: "bench" });
  // A connection that breaks fails the query under way; without a listener it would end the process.
  session.on("error", () => {});
  await session.connect();
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}

/** The one row of a query. */
export async function oneRow<Row extends pg.QueryResultRow>(session: pg.Client, sql: string): Promise<Row> {
  const { rows } = await session.query<Row>(sql);
  if (rows.length !== 1) throw new Error(`Expected one row, but got ${rows.length}: ${sql}`);
  return rows[0] as Row;
}
