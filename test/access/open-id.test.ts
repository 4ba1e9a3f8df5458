import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roleOf } from "../../server/access/open-id.js";
import { ownPath } from "../../server/http/open-id-routes.js";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { CookieJar, goOut, startProvider, type TestProvider } from "../helpers/open-id-provider.js";
import { addPerson, browserWith } from "../helpers/people.js";

const ME = "{ me { username role } }";
let provider: TestProvider;
let api: TestApi;
/** The provider knows us by an address before we have a port: what comes back there is sent on, as a proxy does. */
const PUBLIC = "http://127.0.0.1:9/session/openid/callback";

beforeAll(async () => {
  provider = await startProvider([PUBLIC]);
  const { issuer, clientId, clientSecret } = provider;
  api = await startTestApi({
    openId: {
      ...{ issuer, clientId, clientSecret, redirectUrl: PUBLIC, title: "The school", scope: "openid profile email" },
      ...{ usernameClaim: "preferred_username", roleClaim: "groups", defaultRole: null },
      roles: [
        ["staff", "VIEWER"],
        ["data", "ANALYST"],
        ["bosses", "ADMIN"],
      ],
    },
  });
  await addPerson(api, "local", "VIEWER");
});
afterAll(async () => {
  await api.stop();
  await provider.stop();
});

interface Returned {
  readonly status: number;
  readonly location: string | null;
  readonly session: string | undefined;
}

async function comeBack(jar: CookieJar, back: string): Promise<Returned> {
  const { search } = new URL(back);
  const response = await jar.fetch(`${api.server.url}/session/openid/callback${search}`);
  const session = jar.get(api.server.url, "crosswalk_session");
  return { status: response.status, location: response.headers.get("location"), session };
}

async function signIn(account: string, then = "/migrations/7?x=1", jar = new CookieJar()): Promise<Returned> {
  const start = `${api.server.url}/session/openid?then=${encodeURIComponent(then)}`;
  return comeBack(jar, await goOut(jar, start, account));
}

const meOf = ({ session }: Returned) => browserWith(api, `crosswalk_session=${session}`).ask(ME);
const REFUSED = { status: 303, location: "/sign-in?error=SIGN_IN_FAILED", session: undefined };

describe("signing in by OpenID Connect", () => {
  it("is offered", async () => {
    const ways = await fetch(`${api.server.url}/session/ways`);
    expect(await ways.json()).toEqual({ password: true, openId: { title: "The school" } });
  });

  it("leads back to where somebody wanted to go, with a session and the role of their groups", async () => {
    provider.setClaims("ann", { groups: ["staff", "data", "others"] });
    const returned = await signIn("ann");
    expect(returned).toMatchObject({ status: 303, location: "/migrations/7?x=1" });
    expect(await meOf(returned)).toEqual({ me: { username: "ann", role: "ANALYST" } });
  });

  it("knows somebody again, with the role that they have by then", async () => {
    provider.setClaims("bea", { groups: ["staff"] });
    const before = await signIn("bea");
    provider.setClaims("bea", { groups: ["bosses"], preferred_username: "Bea Renamed" });
    const after = await signIn("bea");
    expect(await meOf(after)).toEqual({ me: { username: "bea", role: "ADMIN" } });
    // the session that was there has the role too
    expect(await meOf(before)).toEqual({ me: { username: "bea", role: "ADMIN" } });
  });

  it.each([
    ["without any of the groups", "cas", { groups: ["others"] }],
    ["with the name of a user here", "dan", { groups: ["staff"], preferred_username: "LOCAL" }],
    ["with the first admin's name", "eve", { groups: ["bosses"], preferred_username: "someone" }],
  ])("lets nobody in %s", async (_what, account, claims) => {
    provider.setClaims(account, claims);
    expect(await signIn(account)).toEqual(REFUSED);
  });

  it("takes another claim for a name that can't be one", async () => {
    provider.setClaims("fay", { groups: ["staff"], preferred_username: "a:b", email: "fay@example.org" });
    expect(await meOf(await signIn("fay"))).toEqual({ me: { username: "fay@example.org", role: "VIEWER" } });
  });

  it("keeps out who is disabled here", async () => {
    provider.setClaims("gus", { groups: ["staff"] });
    await signIn("gus");
    const { users } = await api.query("{ users(first: 100) { nodes { id username hasPassword createdBy } } }");
    const gus = users.nodes.find(({ username }: { username: string }) => username === "gus");
    expect(gus).toMatchObject({ hasPassword: false, createdBy: "OpenID Connect" });
    await api.query(`mutation { updateUser(input: { id: "${gus.id}", disabled: true }) { user { id } } }`);
    expect(await signIn("gus")).toEqual(REFUSED);
  });

  it("is written down", async () => {
    const { rows } = await api.database.pool.query(
      "select actor, action, details::json->>'because' as because from crosswalk.audit_entries where details like '%OPENID%' order by number",
    );
    expect(rows).toContainEqual({ actor: "ann", action: "SIGNED_IN", because: null });
    expect(rows).toContainEqual({ actor: "bea", action: "USER_CHANGED", because: null });
    expect(rows).toContainEqual({ actor: "nobody", action: "SIGN_IN_FAILED", because: "USERNAME_TAKEN" });
  });
});

describe("coming back", () => {
  it("is for the browser that went out, once", async () => {
    provider.setClaims("hal", { groups: ["staff"] });
    const jar = new CookieJar();
    const back = await goOut(jar, `${api.server.url}/session/openid`, "hal");
    expect(await comeBack(new CookieJar(), back)).toEqual(REFUSED);
    expect(await comeBack(jar, back)).toMatchObject({ status: 303, location: "/" });
    const again = await comeBack(jar, back);
    expect(again.location).toBe("/sign-in?error=SIGN_IN_FAILED");
  });

  it.each([
    ["a state of somebody else's", (back: string) => back.replace(/state=[^&]+/, "state=forged")],
    ["no state", (back: string) => back.replace(/&?state=[^&]+/, "")],
    ["another code", (back: string) => back.replace(/code=[^&]+/, "code=forged")],
    ["another issuer", (back: string) => back.replace(/iss=[^&]+/, "iss=http%3A%2F%2Fevil.example")],
    ["an error", (back: string) => back.replace(/code=[^&]+/, "error=access_denied")],
    ["nothing", () => "http://x/"],
  ])("with %s is refused", async (_what, forge) => {
    const jar = new CookieJar();
    const back = await goOut(jar, `${api.server.url}/session/openid`, "hal");
    expect(await comeBack(jar, forge(back))).toEqual(REFUSED);
  });

  it.each(["not base64", "bnVsbA", "e30"])("with the cookie %s is refused", async (cookie) => {
    const jar = new CookieJar();
    const back = await goOut(jar, `${api.server.url}/session/openid`, "hal");
    jar.set(api.server.url, "crosswalk_openid", cookie);
    expect(await comeBack(jar, back)).toEqual(REFUSED);
  });
});

it.each([
  ["/migrations/1?a=b#c", "/migrations/1?a=b#c"],
  ["/", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/.//evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["migrations", "/"],
  ["", "/"],
  [undefined, "/"],
  [["/a", "/b"], "/"],
  [`/${"x".repeat(2_000)}`, "/"],
])("%j leads to %s", (then, path) => {
  expect(ownPath(then)).toBe(path);
});

it.each([
  [{ groups: ["a", "b"] }, "ANALYST"],
  [{ groups: "b" }, "ANALYST"],
  [{ groups: "x b,a" }, "ANALYST"],
  [{ groups: "all of it" }, "ADMIN"],
  [{ groups: 7 }, "VIEWER"],
  [{}, "VIEWER"],
])("the claims %j give %s", (claims, role) => {
  const roles = [
    ["b", "ANALYST"],
    ["a", "VIEWER"],
    ["all of it", "ADMIN"],
  ] as const;
  expect(roleOf(claims, { roleClaim: "groups", roles, defaultRole: "VIEWER" })).toBe(role);
});

it("a provider that is away is an answer, and is asked again", async () => {
  const placeholder = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => placeholder.once("listening", resolve));
  const { port } = placeholder.address() as AddressInfo;
  placeholder.close();
  const lost = await startTestApi({
    over: api.database,
    openId: {
      ...{ issuer: `http://127.0.0.1:${port}`, clientId: "x", clientSecret: "y", redirectUrl: PUBLIC, title: "Lost" },
      ...{ scope: "openid", usernameClaim: "sub", roleClaim: "groups", roles: [], defaultRole: "VIEWER" },
    },
  });
  for (let i = 0; i < 2; i++) {
    const response = await fetch(`${lost.server.url}/session/openid`, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/sign-in?error=SIGN_IN_FAILED"]);
  }
  await lost.stop();
});
