import { RequestError, unreachable } from "../api/errors.js";

/** By what one can sign in. */
export interface Ways {
  readonly password: boolean;
  readonly openId: { readonly title: string } | null;
}

/** What the server offers; by password where it does not say. */
export async function readWays(): Promise<Ways> {
  const otherwise: Ways = { password: true, openId: null };
  try {
    const response = await fetch("/session/ways", { headers: { accept: "application/json" } });
    return response.ok ? ((await response.json()) as Ways) : otherwise;
  } catch {
    return otherwise;
  }
}

/** What became of a try to sign in. */
export type SignedIn =
  | { readonly outcome: "SIGNED_IN" }
  | { readonly outcome: "WRONG" }
  | { readonly outcome: "TOO_MANY"; readonly waitSeconds: number }
  | { readonly outcome: "FAILED"; readonly message: string };

const DEFAULT_WAIT_SECONDS = 60;

export async function signIn(username: string, password: string): Promise<SignedIn> {
  try {
    const response = await fetch("/session", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      credentials: "same-origin",
      body: JSON.stringify({ username, password }),
    });
    if (response.ok) return { outcome: "SIGNED_IN" };
    if (response.status === 401) return { outcome: "WRONG" };
    if (response.status === 429)
      return { outcome: "TOO_MANY", waitSeconds: Number(response.headers.get("retry-after")) || DEFAULT_WAIT_SECONDS };
    return { outcome: "FAILED", message: `The server answered ${response.status}. Try again in a while.` };
  } catch {
    return { outcome: "FAILED", message: "The server can't be reached. Check your connection, and try again." };
  }
}

export async function signOut(): Promise<void> {
  const response = await fetch("/session", { method: "DELETE", credentials: "same-origin" }).catch(() => {
    throw unreachable();
  });
  if (!response.ok && response.status !== 401)
    throw new RequestError("API_ERROR", `The server answered ${response.status}, and you are still signed in.`);
}
