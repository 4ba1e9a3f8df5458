import type { Request, RequestHandler, Response } from "express";
import { ipKeyGenerator } from "express-rate-limit";
import type { Attempt, Refusal } from "../access/attempt.js";
import type { SignIn } from "../access/sign-in.js";
import type { Principal } from "../core/access/principal.js";
import { includesRole } from "../core/access/role.js";
import { cookieOf, SESSION_COOKIE } from "./cookies.js";
import { contentSecurityPolicy } from "./headers.js";
import { isOwnOrigin, isSafe } from "./origin.js";
import { refuse } from "./refusal.js";
import type { RequestRate } from "./request-rate.js";
import type { Route } from "./route.js";

export const SIGN_IN_PAGE = "/sign-in";

const MESSAGES = {
  NO_CREDENTIALS: "Sign in: with a session, an API token, or HTTP basic authentication.",
  WRONG_CREDENTIALS: "The user name or the password is wrong, or the token has ended.",
} as const;

export interface GateOptions {
  readonly signIn: Pick<SignIn, "identify">;
  readonly rate: RequestRate;
}

/** What stands before a route: who it is, whether the route is for them, and whether it was them who asked. */
export function createGate({ signIn, rate }: GateOptions): (route: Route) => readonly RequestHandler[] {
  return (route) => {
    const policy = route.policy && contentSecurityPolicy(route.policy);
    const ask: RequestHandler = async (request, response, next) => {
      if (policy) response.setHeader("Content-Security-Policy", policy);
      if (route.rule === "OPEN") return isTooMuch(`address ${addressOf(request)}`, response) ? undefined : next();
      const attempt = await signIn.identify(credentialsOf(request));
      if ("refused" in attempt) {
        if (isTooMuch(`address ${addressOf(request)}`, response)) return;
        if (leadsToSignIn(request, attempt)) return redirect(request, response);
        return refuseSignIn(request, response, attempt);
      }
      const { user } = attempt;
      if (isTooMuch(user.name, response)) return;
      if (!isByThem(request, attempt)) return refuseOrigin(response);
      if (!includesRole(user.role, route.rule)) return forbid(response, route.rule);
      response.locals.user = user;
      next();
    };
    return [ask];
  };

  function isTooMuch(who: string, response: Response): boolean {
    const seconds = rate.take(who);
    if (seconds === null) return false;
    response.set("Retry-After", String(seconds));
    refuse(response, 429, "TOO_MANY_REQUESTS", `Too many requests came; wait for ${seconds} seconds.`);
    return true;
  }
}

/** For what is in no route: nobody learns what there is without signing in. */
export function gateOfNothing(gate: (route: Route) => readonly RequestHandler[]): readonly RequestHandler[] {
  const nothing: Route = { method: "all", path: "/", rule: "VIEWER", handlers: [] };
  return gate(nothing);
}

/** Who signed in, behind a gate. */
export function signedInUser(response: Response): Principal {
  return response.locals.user as Principal;
}

/** What a request says of who it is from. */
export function credentialsOf(request: Request) {
  return {
    authorization: request.headers.authorization,
    session: cookieOf(request, SESSION_COOKIE),
    address: addressOf(request),
  };
}

/** Of IPv6 the network, of which one has very many addresses. */
export function addressOf(request: Pick<Request, "ip">): string {
  return ipKeyGenerator(request.ip ?? "unknown");
}

/**
 * Whether a browser may have been led to send this by another site: it adds cookies and HTTP basic by itself,
 * but no token. With a cookie, what changes something has to say that it is from a page of ours.
 */
export function isByThem(request: Request, { user }: Extract<Attempt, { user: Principal }>): boolean {
  if (user.by.kind === "TOKEN" || isSafe(request.method)) return true;
  const isOurs = isOwnOrigin(request);
  return user.by.kind === "SESSION" ? isOurs === true : isOurs !== false;
}

export function refuseOrigin(response: Response): void {
  refuse(response, 403, "ORIGIN_REFUSED", "This came from a page of another site, or does not say where it is from.");
}

function forbid(response: Response, needed: string): void {
  refuse(response, 403, "FORBIDDEN", `This is for the role ${needed}.`);
}

/** Whether a page asks, which has a sign-in of its own: the browser must not show its question for a password. */
function isOfPage(request: Request): boolean {
  const { origin, "sec-fetch-site": site, "sec-fetch-mode": mode } = request.headers;
  if (mode === "navigate") return false;
  return origin !== undefined || site !== undefined || cookieOf(request, SESSION_COOKIE) !== undefined;
}

export function refuseSignIn(request: Request, response: Response, attempt: Refusal): void {
  if (attempt.refused === "TOO_MANY_ATTEMPTS") {
    refuseForNow(response, attempt.retryAfterS);
    return;
  }
  const challenge = isOfPage(request) ? 'Bearer realm="Crosswalk"' : 'Basic realm="Crosswalk", charset="UTF-8"';
  response.setHeader("WWW-Authenticate", challenge);
  refuse(response, 401, "UNAUTHENTICATED", MESSAGES[attempt.refused]);
}

export function refuseForNow(response: Response, seconds: number): void {
  response.set("Retry-After", String(seconds));
  const message = `Too many failed sign-ins came. Wait for ${seconds} seconds.`;
  refuse(response, 429, "TOO_MANY_ATTEMPTS", message);
}

/** People who look for a page, and no program, which does not ask for HTML. */
function leadsToSignIn(request: Request, { refused }: Refusal): boolean {
  if (refused !== "NO_CREDENTIALS" || request.path === SIGN_IN_PAGE) return false;
  const isRead = request.method === "GET" || request.method === "HEAD";
  return isRead && request.accepts(["json", "html"]) === "html";
}

function redirect(request: Request, response: Response): void {
  response.set("Cache-Control", "no-store");
  response.redirect(303, `${SIGN_IN_PAGE}?then=${encodeURIComponent(request.originalUrl)}`);
}
