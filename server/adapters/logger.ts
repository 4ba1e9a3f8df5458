import { type DestinationStream, pino, stdTimeFunctions } from "pino";
import type { LogLevel } from "../config.js";
import { faultOf } from "../core/fault.js";
import type { Logger } from "../core/ports.js";

/** A log whose lines can carry more, such as a migration's id, each. */
export interface StructuredLogger extends Logger {
  debug(fields: object, message: string): void;
  child(fields: object): StructuredLogger;
}

/** Never logged, whoever thinks they may be. */
const SECRET = ["authorization", "cookie", "password", "secret", "webhookSecret", "token", "connectionString"];
const PERSONAL = ["row", "rows", "values", "variables", "parameters", "body", "detail"];

const DEPTHS = ["", "*.", "*.*."];

/**
 * Structured logs on standard error, so that what a command prints stays clean. Rows never go in here; what is masked
 * below is the net under that. Of an error that is logged whole, only its place is: its text may hold a row's values.
 */
export function createLogger(level: LogLevel, destination: DestinationStream = pino.destination(2)): StructuredLogger {
  return pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: placeOf, error: placeOf, cause: placeOf },
      redact: {
        paths: [...SECRET, ...PERSONAL].flatMap((key) => DEPTHS.map((depth) => depth + key)),
        // How many there are may be told.
        censor: (value) => (typeof value === "number" ? value : "[masked]"),
      },
      hooks: { streamWrite: maskCredentials },
    },
    destination,
  );
}

function placeOf(error: unknown): unknown {
  return error instanceof Error ? faultOf(error) : error;
}

/** Credentials inside of texts: in an address, or as an Authorization header has them. */
function maskCredentials(line: string): string {
  return line
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s"/@]*@/gi, "$1[masked]@")
    .replace(/\b(Basic|Bearer) [\w+/=.~-]{6,}/gi, "$1 [masked]");
}
