import { z } from "zod";
import type { OpenIdSettings } from "./core/access/open-id.js";
import { ROLES, type Role } from "./core/access/role.js";

const httpUrl = z
  .string()
  .refine((text) => /^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/.test(text) && URL.canParse(text), {
    error: "expected an https URL such as https://login.example.org; http only on this machine",
  })
  .optional();

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

const role = z
  .string()
  .refine(isRole, { error: `expected one of ${ROLES.join(", ")}` })
  .optional();

/** `staff=VIEWER, crosswalk-admins=ADMIN` */
const roleOfValues = z
  .string()
  .refine((text) => text.split(",").every((pair) => isRole(splitLast(pair)[1])), {
    error: "expected pairs such as staff=VIEWER, crosswalk-admins=ADMIN",
  })
  .transform((text) => text.split(",").map((pair) => splitLast(pair) as [string, Role]))
  .default([]);

/** What stands before the last equals sign, and behind it. */
function splitLast(pair: string): [string, string] {
  const equals = pair.lastIndexOf("=");
  return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}

/** The settings of signing in by OpenID Connect. */
export const OPENID_SETTINGS = {
  OPENID_ISSUER: httpUrl,
  OPENID_CLIENT_ID: z.string().optional(),
  OPENID_CLIENT_SECRET: z.string().optional(),
  OPENID_REDIRECT_URL: httpUrl,
  OPENID_TITLE: z.string().default("OpenID Connect"),
  OPENID_SCOPE: z.string().default("openid profile email"),
  OPENID_USERNAME_CLAIM: z.string().default("preferred_username"),
  OPENID_ROLE_CLAIM: z.string().default("groups"),
  OPENID_ROLES: roleOfValues,
  OPENID_DEFAULT_ROLE: role,
};

/** All of them, or none. */
const OPENID_TOGETHER = ["OPENID_ISSUER", "OPENID_CLIENT_ID", "OPENID_CLIENT_SECRET", "OPENID_REDIRECT_URL"] as const;

export const TOGETHER = `expected together with the others of ${OPENID_TOGETHER.join(", ")}`;

type Settings = z.infer<z.ZodObject<typeof OPENID_SETTINGS>>;

/** Which settings lack where others of them are there. */
export function missingOfOpenId(settings: Settings): readonly (typeof OPENID_TOGETHER)[number][] {
  const missing = OPENID_TOGETHER.filter((name) => settings[name] === undefined);
  return missing.length < OPENID_TOGETHER.length ? missing : [];
}

export function openIdOf(settings: Settings): OpenIdSettings | null {
  const { OPENID_ISSUER, OPENID_CLIENT_ID, OPENID_CLIENT_SECRET, OPENID_REDIRECT_URL } = settings;
  if (!OPENID_ISSUER || !OPENID_CLIENT_ID || !OPENID_CLIENT_SECRET || !OPENID_REDIRECT_URL) return null;
  return {
    issuer: OPENID_ISSUER,
    clientId: OPENID_CLIENT_ID,
    clientSecret: OPENID_CLIENT_SECRET,
    redirectUrl: OPENID_REDIRECT_URL,
    title: settings.OPENID_TITLE,
    scope: settings.OPENID_SCOPE,
    usernameClaim: settings.OPENID_USERNAME_CLAIM,
    roleClaim: settings.OPENID_ROLE_CLAIM,
    roles: settings.OPENID_ROLES,
    defaultRole: settings.OPENID_DEFAULT_ROLE ?? null,
  };
}
