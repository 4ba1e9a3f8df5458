import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { PrismaPg } from "@prisma/adapter-pg";
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";

/**
 * Runs the work with Prisma's schema engine on a database, which also serves as its shadow database: give it a throwaway
 * one. This is the WASM build from npm; the native one that Prisma's CLI uses is a download that offline machines can't get.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  datamodels: [path: string, content: string][],
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  bindings ??= loadEngine();
  const { SchemaEngine } = await bindings;
  const connections: SqlDriverAdapter[] = [];
  const connect = async () => {
    const connection = await openForEngine(databaseUrl);
    connections.push(connection);
    return connection;
  };
  const factory: SqlMigrationAwareDriverAdapterFactory = {
    provider: "postgres",
    adapterName: "@prisma/adapter-pg",
    connect,
    connectToShadowDb: connect,
  };
  // The types say there is no public constructor; Prisma's own CLI makes it with this one.
  const Engine = SchemaEngine as unknown as {
    new: (options: object, log: () => void, factory: object) => Promise<SchemaEngine>;
  };
  const panicked = hearPanic();
  const engine = await Engine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
  try {
    const result = await Promise.race([work(engine), panicked]);
    engine.free();
    return result;
  } finally {
    for (const connection of connections) await connection.dispose().catch(() => undefined);
  }
}

/** After a panic the engine's promises stay open for ever; this one is rejected then. */
function hearPanic(): Promise<never> {
  const panicked = new Promise<never>((_, reject) => {
    const set_message = (message: string) => reject(new Error(`Prisma's schema engine panicked: ${message}`));
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message } });
  });
  panicked.catch(() => undefined);
  return panicked;
}

/** A second load would pull the memory from under the first one's engines. */
let bindings: ReturnType<typeof loadEngine> | undefined;

/** Node before 22 can't import WASM as a module, so its parts are put together here. */
async function loadEngine() {
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const script = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasm = await readFile(script.replace(/\.js$/, ".wasm"));
  const { instance } = await (globalThis as unknown as WithWebAssembly).WebAssembly.instantiate(wasm, {
    "./schema_engine_bg.js": bindings,
  });
  (bindings as unknown as { __wbg_set_wasm(exports: unknown): void }).__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start?.();
  return bindings;
}

/** Node has it, while the types of it belong to the browser's. */
interface WithWebAssembly {
  WebAssembly: {
    instantiate(wasm: Uint8Array, imports: object): Promise<{ instance: { exports: Record<string, () => void> } }>;
  };
}

/** adapter-pg is made for queries of a client; the engine also reads the catalogue and runs whole scripts. */
async function openForEngine(databaseUrl: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 1, options: "-c timezone=UTC" });
  pool.on("error", () => {});
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  let lastTypes: number[] = [];
  pool.query = (async (...args: unknown[]) => {
    const result = await query(...args);
    lastTypes = (result.fields ?? []).map(({ dataTypeID }) => dataTypeID);
    for (const field of result.fields ?? []) if (catalogueTypes.has(field.dataTypeID)) field.dataTypeID = builtins.TEXT;
    return result;
  }) as typeof pool.query;

  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  // The engine reads "char" columns as characters and panics at texts. It asks one question at a time.
  adapter.queryRaw = async (question) => {
    const answer = await queryRaw(question);
    lastTypes.forEach((type, column) => {
      if (type === builtins.CHAR) answer.columnTypes[column] = ColumnTypeEnum.Character;
    });
    return answer;
  };
  // adapter-pg cuts a script at every semicolon, those within functions, strings and comments included.
  adapter.executeScript = async (script) => {
    try {
      await query(script);
    } catch (error) {
      // The engine panics at errors of a foreign form; this method, which gives them the adapter's, is not in its types.
      (adapter as unknown as { onError(error: unknown): never }).onError(error);
    }
  };
  return adapter;
}

const { builtins } = pg.types;
const [name, int2vector, pgNodeTree, aclItems] = [19, 22, 194, 1034];
/** Types of the system catalogue that adapter-pg refuses, though their values are texts. */
const catalogueTypes = new Set<number>([builtins.CHAR, name, int2vector, pgNodeTree, aclItems]);
