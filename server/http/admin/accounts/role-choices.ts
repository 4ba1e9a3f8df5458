import type { Role } from "../generated/graphql.js";

/** The roles as they are chosen from, with what each adds. */
export const ROLE_CHOICES: readonly (readonly [Role, string])[] = [
  ["VIEWER", "Viewer: results, personal fields masked"],
  ["ANALYST", "Analyst: also personal fields"],
  ["OPERATOR", "Operator: also starts, cancels and schedules"],
  ["ADMIN", "Admin: also users, tokens and the audit log"],
];
