import express, { type Request, type RequestHandler, type Response } from "express";
import type { BegunSession, SignIn } from "../access/sign-in.js";
import type { Accounts } from "../core/access/accounts.js";
import { cookieOf, cookieOptions, SESSION_COOKIE } from "./cookies.js";
import { addressOf, refuseForNow, refuseOrigin } from "./gate.js";
import { isOwnOrigin } from "./origin.js";
import { refuse } from "./refusal.js";
import type { Route } from "./route.js";

/** A name and a password, with room to spare. */
const LARGEST_BODY = 4 * 1024;
const LONGEST_AGENT = 200;

export interface SessionOptions {
  readonly signIn: Pick<SignIn, "identify" | "withPassword">;
  readonly accounts: Pick<Accounts, "signOut">;
  /** what the button of the other way to sign in says; null where there is none */
  readonly openIdTitle: string | null;
}

/** Signing in and out by a session, for pages. */
export function sessionRoutes({ signIn, accounts, openIdTitle }: SessionOptions): readonly Route[] {
  const begin: RequestHandler = async (request, response) => {
    // Another site must not sign a browser in as somebody else, whose doings would then look like this one's.
    if (isOwnOrigin(request) === false) return refuseOrigin(response);
    const { username, password } = (request.body ?? {}) as Record<string, unknown>;
    if (typeof username !== "string" || typeof password !== "string")
      return refuse(response, 400, "BAD_REQUEST", 'Expected JSON: {"username": "…", "password": "…"}.');
    const given = { username, password, address: addressOf(request), agent: agentOf(request) };
    const begun = await signIn.withPassword(given);
    if (!("refused" in begun)) {
      response.status(201);
      setSession(request, response, begun).json({ username: begun.user.name, role: begun.user.role });
    } else if (begun.refused === "TOO_MANY_ATTEMPTS") refuseForNow(response, begun.retryAfterS);
    else refuse(response, 401, "SIGN_IN_FAILED", "The user name or the password is wrong.");
  };

  const end: RequestHandler = async (request, response) => {
    const session = cookieOf(request, SESSION_COOKIE);
    if (session !== undefined) {
      if (isOwnOrigin(request) !== true) return refuseOrigin(response);
      const attempt = await signIn.identify({ authorization: undefined, session, address: addressOf(request) });
      if ("user" in attempt && attempt.user.by.kind === "SESSION")
        await accounts.signOut(attempt.user.by.userId, attempt.user.by.id);
    }
    response.clearCookie(SESSION_COOKIE, cookieOptions(request));
    response.status(204).end();
  };

  const tellWays: RequestHandler = (_request, response) => {
    response.set("Cache-Control", "no-store");
    response.json({ password: true, openId: openIdTitle === null ? null : { title: openIdTitle } });
  };

  return [
    {
      ...{ method: "post", path: "/session", rule: "OPEN" },
      handlers: [express.json({ limit: LARGEST_BODY }), begin],
    },
    { method: "delete", path: "/session", rule: "OPEN", handlers: [end] },
    { method: "get", path: "/session/ways", rule: "OPEN", handlers: [tellWays] },
  ];
}

/** Gives a browser the session that was begun for it. */
export function setSession(request: Request, response: Response, { secret, expiresAt }: BegunSession) {
  response.set("Cache-Control", "no-store");
  return response.cookie(SESSION_COOKIE, secret, { ...cookieOptions(request), expires: expiresAt });
}

/** What the browser calls itself, so that people know their sessions apart. */
export function agentOf({ headers }: Request): string | null {
  const agent = headers["user-agent"]?.replaceAll(/[^\x20-\x7e]/g, "").slice(0, LONGEST_AGENT);
  return agent || null;
}
