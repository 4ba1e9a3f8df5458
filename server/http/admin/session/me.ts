import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { MeQuery, Role } from "../generated/graphql.js";

export type Me = MeQuery["me"];

/** Who looks at the page; nobody is shown anything before it is known. */
export const MeContext = createContext<Me>({ username: "", role: "VIEWER" });

export function useMe(): Me {
  return useContext(MeContext);
}

const ROLES: readonly Role[] = ["VIEWER", "ANALYST", "OPERATOR", "ADMIN"];

/** Each role may do what those before it may. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** Whether who looks may start and cancel migrations and keep schedules; the server decides it again. */
export function useMayOperate(): boolean {
  return isAtLeast(useMe().role, "OPERATOR");
}
