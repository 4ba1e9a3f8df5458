import type { CookieOptions, Request } from "express";

export const SESSION_COOKIE = "crosswalk_session";

/** The value of a cookie that came with a request; undefined where none did, or one that we can't have set. */
export function cookieOf({ headers }: Pick<Request, "headers">, name: string): string | undefined {
  for (const pair of headers.cookie?.split(";") ?? []) {
    const equals = pair.indexOf("=");
    if (pair.slice(0, equals).trim() !== name) continue;
    const value = pair.slice(equals + 1).trim();
    return /^[\w.-]{1,4000}$/.test(value) ? value : undefined;
  }
  return undefined;
}

/** How our cookies are set: no script reads them, and no other site's form sends them. */
export function cookieOptions({ secure }: Pick<Request, "secure">, path = "/"): CookieOptions {
  return { httpOnly: true, sameSite: "lax", secure, path };
}
