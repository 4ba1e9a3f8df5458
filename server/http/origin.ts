import type { Request } from "express";

type Asked = Pick<Request, "headers" | "host" | "secure">;

/**
 * Whether the page that sends a request is one of ours; null where none says so. Browsers name the origin of whatever
 * can change something; other programs do not, and carry no cookies that they do not know of.
 */
export function isOwnOrigin({ headers, host, secure }: Asked): boolean | null {
  const { origin } = headers;
  if (origin === undefined) return headers["sec-fetch-site"] === "cross-site" ? false : null;
  if (!URL.canParse(origin)) return false;
  const { host: theirs, protocol } = new URL(origin);
  // A page that came unprotected may be anybody's, where we are reached protected.
  return theirs === host && !(secure && protocol !== "https:");
}

/** Methods by which nothing is changed. */
export function isSafe(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}
