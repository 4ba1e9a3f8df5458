import type { BenchDatabase, PostgresServer } from "./server.js";

/** Works in a database of its own, an empty one or a copy, that goes afterwards. */
export async function withDatabase<Answer>(
  server: PostgresServer,
  template: BenchDatabase | undefined,
  work: (database: BenchDatabase) => Promise<Answer>,
): Promise<Answer> {
  const database = await server.createDatabase(template);
  try {
    return await work(database);
  } finally {
    await database.drop();
  }
}
