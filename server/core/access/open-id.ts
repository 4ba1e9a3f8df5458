import type { Role } from "./role.js";

/** The OpenID Connect provider by which people sign in. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** our own address of /session/openid/callback, as the provider knows it */
  readonly redirectUrl: string;
  /** what the sign-in page calls it */
  readonly title: string;
  readonly scope: string;
  readonly usernameClaim: string;
  /** the claim whose values say which role somebody has */
  readonly roleClaim: string;
  readonly roles: readonly (readonly [value: string, role: Role])[];
  /** of who has none of the values; null lets only those in who have one */
  readonly defaultRole: Role | null;
}

/** What the browser keeps between leaving for the provider and coming back: nobody else can finish its sign-in. */
export interface OpenIdAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What a provider says of somebody. */
export interface OpenIdClaims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export interface OpenIdProvider {
  /** where to send the browser */
  begin(): Promise<{ readonly url: URL; readonly attempt: OpenIdAttempt }>;
  /** who came back, by the query string that they came back with */
  end(search: string, attempt: OpenIdAttempt): Promise<OpenIdClaims>;
}
