import { createHash } from "node:crypto";
import type { Row } from "../core/record.js";

/** Half of a SHA-256, in hex: long enough that two rows of a source hardly ever share one. */
export function fingerprint(cells: Row): string {
  return createHash("sha256").update(JSON.stringify(cells)).digest("hex").slice(0, 32);
}
