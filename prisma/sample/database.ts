import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { CrosswalkError } from "../../server/core/errors.js";
import { qualified } from "./marked-tables.js";

export function sampleClient(connectionString: string): pg.Client {
  const client = new pg.Client({ connectionString, application_name: "crosswalk sample" });
  // A server that goes away fails the running query as well; without a listener Node would end the process.
  client.on("error", () => {});
  return client;
}

/** `system` says in the error whose database it is. */
export async function connect(client: pg.Client, system: string): Promise<void> {
  try {
    await client.connect();
  } catch (cause) {
    // Node's error about a host with several addresses has no message, only a code.
    const { message, code } = cause as NodeJS.ErrnoException;
    throw new CrosswalkError(
      "SAMPLE_DATABASE_UNREACHABLE",
      `Expected a database for ${system} at ${client.host}:${client.port}, but it can't be reached: ${message || code}.`,
      { cause },
    );
  }
}

/** Chunks of COPY's text format into a table; each is made while the server takes the one before. */
export async function copyChunks(
  client: pg.Client,
  schema: string,
  table: string,
  chunks: Iterable<string>,
): Promise<void> {
  await pipeline(Readable.from(chunks), client.query(copyFrom(`copy ${qualified(schema, table)} from stdin`)));
}

export async function analyse(client: pg.Client, schema: string, tables: readonly string[]): Promise<void> {
  await client.query(`analyze ${tables.map((name) => qualified(schema, name)).join(", ")}`);
}
