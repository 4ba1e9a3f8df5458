import type { RequestHandler, Response } from "express";
import type { User } from "../../schema/context.js";
import type { Attempt, SignIn } from "./sign-in.js";

/** How each refusal is answered: status, code and what to do. */
const REFUSALS = {
  NO_CREDENTIALS: [401, "UNAUTHENTICATED", "Sign in with HTTP basic authentication."],
  WRONG_CREDENTIALS: [401, "UNAUTHENTICATED", "The user name or the password is wrong."],
  TOO_MANY_ATTEMPTS: [429, "TOO_MANY_ATTEMPTS", "Too many failed sign-ins came from this address. Wait a minute."],
} as const satisfies Record<Extract<Attempt, { refused: string }>["refused"], readonly [number, string, string]>;

/** Lets nobody pass who has not signed in. */
export function requireSignIn(signIn: SignIn): RequestHandler {
  return async (request, response, next) => {
    const attempt = await signIn(request.headers.authorization, request.socket.remoteAddress);
    if ("user" in attempt) {
      response.locals.user = attempt.user;
      next();
      return;
    }
    const [status, code, message] = REFUSALS[attempt.refused];
    if (status === 401) response.setHeader("WWW-Authenticate", 'Basic realm="Crosswalk", charset="UTF-8"');
    response.status(status).json({ errors: [{ message, extensions: { code } }] });
  };
}

/** Who signed in, behind requireSignIn. */
export function signedInUser(response: Response): User {
  return response.locals.user as User;
}
