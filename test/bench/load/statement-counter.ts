import { connect, createServer, type Socket } from "node:net";
import type { Cleanup } from "../place/cleanup.js";

/** Stands between a process and PostgreSQL, and counts the statements that pass. */
export interface StatementCounter {
  /** the database's address by way of it */
  readonly url: string;
  readonly statements: number;
}

/** Query and Execute, by which PostgreSQL is told to run a statement. */
const RUNS = new Set(["Q", "E"].map((type) => type.charCodeAt(0)));

export async function countStatements(databaseUrl: string, cleanup: Cleanup): Promise<StatementCounter> {
  const { hostname, port } = new URL(databaseUrl);
  let statements = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const postgres = connect(Number(port || 5432), hostname);
    const count = messageTypes((type) => {
      if (RUNS.has(type)) statements++;
    });
    client.on("data", count);
    client.pipe(postgres).pipe(client);
    for (const [one, other] of [
      [client, postgres],
      [postgres, client],
    ] as const) {
      sockets.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => sockets.delete(one) && other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanup.defer(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The counter has no port.");
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${address.port}`;
  return {
    url: url.href,
    get statements() {
      return statements;
    },
  };
}

/** Tells the type of each message that a client of PostgreSQL sends; the first, of the connection itself, has none. */
export function messageTypes(tell: (type: number) => void): (chunk: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let hasBegun = false;
  return (chunk) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      const typeBytes = hasBegun ? 1 : 0;
      if (pending.length < typeBytes + 4) return;
      const length = typeBytes + pending.readInt32BE(typeBytes);
      if (pending.length < length) return;
      if (hasBegun) tell(pending[0] as number);
      hasBegun = true;
      pending = pending.subarray(length);
    }
  };
}
