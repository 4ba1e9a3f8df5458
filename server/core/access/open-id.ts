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
