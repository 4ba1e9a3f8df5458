/** What somebody may do, from the least to all; each role includes those before it. */
export const ROLES = ["VIEWER", "ANALYST", "OPERATOR", "ADMIN"] as const;
export type Role = (typeof ROLES)[number];

/** Who may use a field of the API or a route: everybody, or who has this role or a later one. */
export type Rule = "OPEN" | Role;

export function includesRole(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** Whether a role sees what says something about a person. */
export function seesPersonal(role: Role): boolean {
  return includesRole(role, "ANALYST");
}
