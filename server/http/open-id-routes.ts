import type { Request, RequestHandler, Response } from "express";
import type { OpenIdEntrance } from "../access/open-id.js";
import type { SignIn } from "../access/sign-in.js";
import type { OpenIdAttempt } from "../core/access/open-id.js";
import { faultOf } from "../core/fault.js";
import { cookieOf, cookieOptions } from "./cookies.js";
import { addressOf, SIGN_IN_PAGE } from "./gate.js";
import type { RequestLog } from "./request-log.js";
import type { Route } from "./route.js";
import { agentOf, setSession } from "./session-routes.js";

const PATH = "/session/openid";
const COOKIE = "crosswalk_openid";
/** So long somebody may take at the provider. */
const PATIENCE_MS = 15 * 60_000;
const LONGEST_PATH = 1_000;

interface Kept extends OpenIdAttempt {
  readonly leadsTo: string;
}

/** Signing in by OpenID Connect: out to the provider, and back from it with a session. */
export function openIdRoutes(
  { provider, admit }: OpenIdEntrance,
  signIn: Pick<SignIn, "begin">,
  log: Pick<RequestLog, "warn">,
): readonly Route[] {
  const fail = (request: Request, response: Response, error: unknown): void => {
    log.warn(faultOf(error), "a sign-in by OpenID Connect failed");
    response.clearCookie(COOKIE, cookieOptions(request, PATH));
    response.redirect(303, `${SIGN_IN_PAGE}?error=SIGN_IN_FAILED`);
  };

  const begin: RequestHandler = async (request, response) => {
    response.set("Cache-Control", "no-store");
    try {
      const { url, attempt } = await provider.begin();
      const kept: Kept = { ...attempt, leadsTo: ownPath(request.query.then) };
      const cookie = Buffer.from(JSON.stringify(kept)).toString("base64url");
      response.cookie(COOKIE, cookie, { ...cookieOptions(request, PATH), maxAge: PATIENCE_MS });
      response.redirect(303, url.href);
    } catch (error) {
      fail(request, response, error);
    }
  };

  const end: RequestHandler = async (request, response) => {
    response.set("Cache-Control", "no-store");
    try {
      const kept = readKept(cookieOf(request, COOKIE));
      const query = request.originalUrl.indexOf("?");
      const claims = await provider.end(query === -1 ? "" : request.originalUrl.slice(query), kept);
      const address = addressOf(request);
      const user = await admit(claims, address);
      if (!user) return fail(request, response, new Error("the provider's user is not let in"));
      const begun = await signIn.begin(user, { agent: agentOf(request), address });
      response.clearCookie(COOKIE, cookieOptions(request, PATH));
      setSession(request, response, begun).redirect(303, ownPath(kept.leadsTo));
    } catch (error) {
      fail(request, response, error);
    }
  };

  return [
    { method: "get", path: PATH, rule: "OPEN", handlers: [begin] },
    { method: "get", path: `${PATH}/callback`, rule: "OPEN", handlers: [end] },
  ];
}

function readKept(cookie: string | undefined): Kept {
  if (cookie === undefined) throw new Error("the browser that came back did not go out from here");
  return JSON.parse(Buffer.from(cookie, "base64url").toString()) as Kept;
}

/** A path of ours to go to; anything that a browser could take for another site leads to the start. */
export function ownPath(then: unknown): string {
  if (typeof then !== "string" || then.length > LONGEST_PATH || !/^\/(?![/\\])/.test(then)) return "/";
  const base = "http://own.invalid";
  const url = URL.canParse(then, base) ? new URL(then, base) : null;
  // what is left after reading it as browsers do
  return url?.origin === base && !url.pathname.startsWith("//") ? url.pathname + url.search + url.hash : "/";
}
