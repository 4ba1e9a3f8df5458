import { type AuditLog, type AuditNote, NOBODY } from "../core/access/audit.js";
import { isName } from "../core/access/check.js";
import type { OpenIdProvider, OpenIdSettings } from "../core/access/open-id.js";
import { includesRole, type Role } from "../core/access/role.js";
import type { KnownUser, UserStore } from "../core/access/stores.js";

export interface OpenIdDependencies {
  readonly settings: Pick<OpenIdSettings, "issuer" | "usernameClaim" | "roleClaim" | "roles" | "defaultRole">;
  readonly users: Pick<UserStore, "knownFromOpenId" | "noteSignIn">;
  readonly audit: AuditLog;
}

type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** Gives the user whom a provider's claims are about, with the role that they give; null where nobody is let in. */
export type AdmitByClaims = (claims: Claims, address: string) => Promise<KnownUser | null>;

/** What signing in by OpenID Connect takes. */
export interface OpenIdEntrance {
  readonly title: string;
  readonly provider: OpenIdProvider;
  readonly admit: AdmitByClaims;
}

export function createAdmission({ settings, users, audit }: OpenIdDependencies): AdmitByClaims {
  const turnAway = async (because: string, address: string): Promise<null> => {
    const details = { way: "OPENID", because, address };
    await audit.append({ actor: NOBODY, action: "SIGN_IN_FAILED", details });
    return null;
  };

  return async (claims, address) => {
    const role = roleOf(claims, settings);
    if (role === null) return turnAway("NO_ROLE", address);
    const username = usernameOf(claims, settings.usernameClaim);
    if (username === null) return turnAway("NO_USERNAME", address);
    const { issuer } = settings;
    const user = await users.knownFromOpenId({ issuer, subject: claims.sub, username, role }, (before) =>
      noteOf(username, before, role),
    );
    // somebody else's name here: who has it at the provider does not become them
    if (user === "TAKEN" || user === null) return turnAway("USERNAME_TAKEN", address);
    if (user.isDisabled) return turnAway("DISABLED", address);
    await audit.append({ actor: user.username, action: "SIGNED_IN", details: { way: "OPENID", address } });
    await users.noteSignIn(user.id);
    return user;
  };
}

/** The most that any of the claim's values gives. */
export function roleOf(
  claims: Readonly<Record<string, unknown>>,
  { roleClaim, roles, defaultRole }: Pick<OpenIdSettings, "roleClaim" | "roles" | "defaultRole">,
): Role | null {
  const claim = claims[roleClaim];
  const values = Array.isArray(claim) ? claim : typeof claim === "string" ? claim.split(/[\s,]+/) : [];
  const whole = typeof claim === "string" ? [claim] : [];
  const given = roles.filter(([value]) => [...values, ...whole].includes(value)).map(([, role]) => role);
  if (given.length === 0) return defaultRole;
  return given.reduce((most, role) => (includesRole(role, most) ? role : most));
}

/** The claim that the settings name, or else the address or the subject, if it can be a user's name here. */
function usernameOf(claims: Claims, claim: string): string | null {
  const names = [claims[claim], claims.email, claims.sub];
  return names.find((name): name is string => typeof name === "string" && isName(name)) ?? null;
}

type Before = Pick<KnownUser, "username" | "role">;

function noteOf(name: string, before: Before | null, role: Role): AuditNote | null {
  if (before?.role === role) return null;
  const username = before?.username ?? name;
  const details = { username, role, by: "OPENID" };
  return { actor: username, action: before === null ? "USER_CREATED" : "USER_CHANGED", details };
}
