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
  | { readonly outcome: "TOO_MANY"; readonly waitSeconds: number; readonly message: string }
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
    const code = await codeOf(response);
    if (response.status === 429) {
      const waitSeconds = Number(response.headers.get("retry-after")) || DEFAULT_WAIT_SECONDS;
      const what = code === "TOO_MANY_REQUESTS" ? "requests" : "failed tries";
      return { outcome: "TOO_MANY", waitSeconds, message: `Too many ${what} came from here. Wait a moment.` };
    }
    return { outcome: "FAILED", message: REFUSALS[code] ?? `The server answered ${response.status}. Try again later.` };
  } catch {
    return { outcome: "FAILED", message: "The server can't be reached. Check your connection, and try again." };
  }
}

/** What is of no use to try again with the same. */
const REFUSALS: Readonly<Record<string, string>> = {
  ORIGIN_REFUSED:
    "The server takes this page for another site’s. Tell whoever runs it: the proxy in front of it has to pass the Host on.",
  BODY_TOO_LARGE: "That is too long for a user name and a password.",
};

async function codeOf(response: Response): Promise<string> {
  try {
    const { errors } = (await response.json()) as { errors: [{ extensions: { code: string } }] };
    return errors[0].extensions.code;
  } catch {
    return "API_ERROR";
  }
}

export async function signOut(): Promise<void> {
  const response = await fetch("/session", { method: "DELETE", credentials: "same-origin" }).catch(() => {
    throw unreachable();
  });
  if (!response.ok && response.status !== 401)
    throw new RequestError("API_ERROR", `The server answered ${response.status}, and you are still signed in.`);
}
