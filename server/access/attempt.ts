import type { Principal } from "../core/access/principal.js";

/** Who somebody is, or why they are not let in. */
export type Attempt = { readonly user: Principal } | Refusal;

export type Refusal =
  | { readonly refused: "NO_CREDENTIALS" | "WRONG_CREDENTIALS" }
  | { readonly refused: "TOO_MANY_ATTEMPTS"; readonly retryAfterS: number };

export interface GivenPassword {
  readonly username: string;
  readonly password: string;
  readonly address: string;
}
