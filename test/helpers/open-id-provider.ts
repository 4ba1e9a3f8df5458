import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider } from "oidc-provider";

/** A real OpenID Connect provider, in which whoever gives a name is the account of that name. */
export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** what it says of an account besides its name */
  setClaims(account: string, claims: Readonly<Record<string, unknown>>): void;
  stop(): Promise<void>;
}

const CLIENT = { client_id: "crosswalk", client_secret: "a secret that both sides know" };

export async function startProvider(redirectUrls: readonly string[]): Promise<TestProvider> {
  const claimsOf = new Map<string, Readonly<Record<string, unknown>>>();
  let handle: Parameters<typeof createServer>[1] | null = null;
  const server: Server = createServer((request, response) => handle?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ ...CLIENT, redirect_uris: [...redirectUrls], grant_types: ["authorization_code"] }],
    claims: { openid: ["sub"], profile: ["preferred_username", "groups"], email: ["email"] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    cookies: { keys: ["a key of the test's"] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, preferred_username: sub, ...claimsOf.get(sub) }),
    }),
  });
  handle = provider.callback();
  return {
    issuer,
    clientId: CLIENT.client_id,
    clientSecret: CLIENT.client_secret,
    setClaims: (account, claims) => void claimsOf.set(account, claims),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A browser's cookies of each site, as far as signing in needs them. */
export class CookieJar {
  readonly #cookies = new Map<string, Map<string, string>>();

  async fetch(
    url: string | URL,
    init: { readonly method?: string; readonly body?: URLSearchParams } = {},
  ): Promise<Response> {
    const { host } = new URL(url);
    const own = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, own);
    const cookie = [...own].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, { ...init, redirect: "manual", headers: { cookie } });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ""] = set.split(";");
      const equals = pair.indexOf("=");
      const isGone = /expires=Thu, 01 Jan 1970/i.test(set);
      if (isGone) own.delete(pair.slice(0, equals));
      else own.set(pair.slice(0, equals), pair.slice(equals + 1));
    }
    return response;
  }

  get(site: string, name: string): string | undefined {
    return this.#cookies.get(new URL(site).host)?.get(name);
  }

  set(site: string, name: string, value: string): void {
    this.#cookies.get(new URL(site).host)?.set(name, value);
  }
}

const MOST_STEPS = 20;

/** Goes out to the provider, signs in there as the account, consents, and comes back: gives where the way back leads. */
export async function goOut(jar: CookieJar, start: string, account: string): Promise<string> {
  let url = new URL(start);
  let response = await jar.fetch(url);
  for (let step = 0; step < MOST_STEPS; step++) {
    const location = response.headers.get("location");
    if (location !== null) {
      url = new URL(location, url);
      if (url.pathname.endsWith("/session/openid/callback")) return url.href;
      response = await jar.fetch(url);
      continue;
    }
    const page = await response.text();
    const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1];
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1];
    if (!action || !prompt)
      throw new Error(`the provider shows no form at ${url.href}: ${response.status} ${page.slice(0, 500)}`);
    url = new URL(action, url);
    const body = new URLSearchParams({ prompt, login: account, password: "any" });
    response = await jar.fetch(url, { method: "POST", body });
  }
  throw new Error("the provider leads round and round");
}
