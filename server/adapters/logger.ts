import { pino } from "pino";
import type { LogLevel } from "../config.js";

/** Structured logs on standard error, so that what a command prints stays clean. Rows never go in here. */
export function createLogger(level: LogLevel) {
  return pino({ level, base: null }, pino.destination(2));
}
