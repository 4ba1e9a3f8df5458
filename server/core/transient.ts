/** SQLSTATEs of a server that is going, coming, or asks to try again: connections, shutdown, deadlock, no room now. */
const TRANSIENT_STATES = /^(08|57P|40|53)/;
const TRANSIENT_CODES = [
  "ECONNRESET",
  "ECONNREFUSED",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
];
/** What the PostgreSQL client says, without a code, of a connection that is gone. */
const GONE = /connection terminated|connection error|client was closed|timeout exceeded when trying to connect/i;

/** Whether the same may well succeed a little later: what failed was a connection or a server, not what was asked. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isTransient)) return true;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (TRANSIENT_STATES.test(code) || TRANSIENT_CODES.includes(code) || GONE.test(error.message)) return true;
  return isTransient(error.cause);
}
