import { connect } from "node:net";

/** What came back for bytes that were sent as they are; a status of 0 where the connection was only closed. */
export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Who sends half a request and waits is waited for in turn; after so long without a word we hang up. */
const PATIENCE_MS = 1_500;

/** Sends bytes that no client would, and reads until the other end has nothing more to say. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on("data", (chunk) => chunks.push(chunk));
    // a server that hangs up in the middle has answered, if only by that
    socket.on("error", () => {});
    socket.once("close", () => {
      const [head = "", ...rest] = Buffer.concat(chunks).toString("latin1").split("\r\n\r\n");
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0);
      resolve({ status, head, body: rest.join("\r\n\r\n") });
    });
    socket.write(bytes);
  });
}

/** What an answer must never hold: where we are, what we are made of, what we ask the database. */
export const LEAKS =
  /node_modules|\bat [\w.<>]+ \(|\.[jt]s:\d+|select .* from|insert into|SQLSTATE|pg_|ECONN|\/work\/|\/tmp\/|scrypt\$/i;
