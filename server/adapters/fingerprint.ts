import { hash } from "node:crypto";

/** Half of a SHA-256, in hex: long enough that two rows of a source hardly ever share one. */
export function fingerprint(content: Uint8Array): string {
  return hash("sha256", content, "hex").slice(0, 32);
}
