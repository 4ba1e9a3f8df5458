import { hash } from "node:crypto";
import type { Row } from "../core/record.js";

/** Half of a SHA-256, in hex: long enough that two rows of a source hardly ever share one. */
export function fingerprint(cells: Row): string {
  return hash("sha256", JSON.stringify(cells), "hex").slice(0, 32);
}
