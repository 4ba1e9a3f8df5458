import { createHash, randomBytes } from "node:crypto";

/** Begins every API token, so that tools which look for secrets that got out know it. */
export const TOKEN_PREFIX = "cwt_";

/** What nobody can guess: 256 bits. */
export function makeSecret(prefix = ""): string {
  return prefix + randomBytes(32).toString("base64url");
}

/** What is kept of it. Nobody can guess the secret, so that a plain hash is as good as a slow one. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
