import { createHash, timingSafeEqual } from "node:crypto";
import { ipKeyGenerator, MemoryStore, type Options } from "express-rate-limit";
import type { User } from "../../schema/context.js";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Who somebody is, or why they are not let in. */
export type Attempt =
  | { readonly user: User }
  | { readonly refused: "NO_CREDENTIALS" | "WRONG_CREDENTIALS" | "TOO_MANY_ATTEMPTS" };

/** Checks an Authorization header that came from an address. */
export type SignIn = (authorization: string | undefined, address: string | undefined) => Promise<Attempt>;

/** So many wrong credentials an address may send in a window; beyond, even right ones are refused till it ends. */
const FAILURES = 20;
const WINDOW_MS = 60_000;

/** The one sign-in behind queries, subscriptions and downloads: HTTP basic. */
export function createSignIn(credentials: Credentials, allowed = { failures: FAILURES, windowMs: WINDOW_MS }): SignIn {
  const username = digest(credentials.username);
  const password = digest(credentials.password);
  const failures = new MemoryStore();
  // the store reads only the window of a limiter's options
  failures.init({ windowMs: allowed.windowMs } as Options);

  return async (authorization, address) => {
    if (authorization === undefined) return { refused: "NO_CREDENTIALS" };
    const key = ipKeyGenerator(address ?? "unknown");
    const failed = await failures.get(key);
    if (failed && failed.totalHits >= allowed.failures) return { refused: "TOO_MANY_ATTEMPTS" };
    const given = parseBasic(authorization);
    // both are compared, and as hashes, so that the time taken says nothing
    const isUser = timingSafeEqual(digest(given?.username ?? ""), username);
    const isPassword = timingSafeEqual(digest(given?.password ?? ""), password);
    if (given && isUser && isPassword) return { user: { name: given.username } };
    await failures.increment(key);
    return { refused: "WRONG_CREDENTIALS" };
  };
}

function parseBasic(authorization: string): Credentials | null {
  const [scheme, encoded] = authorization.split(" ");
  if (scheme?.toLowerCase() !== "basic" || encoded === undefined) return null;
  const decoded = Buffer.from(encoded, "base64").toString();
  const colon = decoded.indexOf(":");
  return colon === -1 ? null : { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
