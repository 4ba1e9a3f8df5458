import type { Role } from "./role.js";

/** Who asks. */
export interface Principal {
  /** a user's name, or `token:` and a token's, which no user's can be */
  readonly name: string;
  readonly role: Role;
  readonly by: Proof;
}

/** How they showed who they are; what it names may end while they are here. */
export type Proof =
  | { readonly kind: "SESSION"; readonly id: number; readonly userId: number }
  /** `stamp` is another one once the password is */
  | { readonly kind: "PASSWORD"; readonly userId: number; readonly stamp: string }
  | { readonly kind: "TOKEN"; readonly id: number }
  /** whoever can start a process of ours */
  | { readonly kind: "PROCESS" };

/** The user, where it is one: tokens are nobody's. */
export function userIdOf({ by }: Principal): number | null {
  return by.kind === "SESSION" || by.kind === "PASSWORD" ? by.userId : null;
}
