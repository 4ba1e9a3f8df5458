import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AUTHORIZATION, CREDENTIALS, startTestApi, type TestApi } from "../helpers/api.js";
import {
  addPerson,
  browserWith,
  cookieOf,
  openBrowser,
  PASSWORD,
  type Person,
  postSession,
} from "../helpers/people.js";

let api: TestApi;
let ann: Person;
beforeAll(async () => {
  api = await startTestApi();
  ann = await addPerson(api, "Ann", "ANALYST");
});
afterAll(() => api.stop());

const ME = "{ me { username role } }";
const CHANGE = `mutation ($current: String!, $next: String!) {
  changePassword(input: { current: $current, next: $next }) { userErrors { code } } }`;

describe("signing in", () => {
  it("gives a session to who knows their password", async () => {
    const response = await postSession(api, { username: "ann", password: PASSWORD });
    expect([response.status, await response.json()]).toEqual([201, { username: "Ann", role: "ANALYST" }]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^crosswalk_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
    expect(await browserWith(api, cookieOf(response)).ask(ME)).toEqual({ me: { username: "Ann", role: "ANALYST" } });
  });

  it("is open to the admin of the settings", async () => {
    const browser = await openBrowser(api, CREDENTIALS);
    expect(await browser.ask(ME)).toEqual({ me: { username: CREDENTIALS.username, role: "ADMIN" } });
  });

  it.each([
    ["a wrong password", { username: "Ann", password: "wrong" }, 401, "SIGN_IN_FAILED"],
    ["a user that is none", { username: "Bob", password: PASSWORD }, 401, "SIGN_IN_FAILED"],
    ["a NUL", { username: "Ann\0", password: PASSWORD }, 401, "SIGN_IN_FAILED"],
    ["a name that is no text", { username: { $ne: 1 }, password: PASSWORD }, 400, "BAD_REQUEST"],
    ["nothing", null, 400, "BAD_REQUEST"],
    ["very much", { username: "x".repeat(5_000), password: "" }, 413, "BODY_TOO_LARGE"],
  ])("refuses %s", async (_what, body, status, code) => {
    const response = await postSession(api, body, { origin: api.server.url });
    expect([response.status, await response.json()]).toMatchObject([status, { errors: [{ extensions: { code } }] }]);
    expect(response.headers.getSetCookie()).toEqual([]);
    // or the browser asks with a window of its own
    expect(response.headers.get("www-authenticate") ?? "").not.toContain("Basic");
  });

  it("tells the ways there are", async () => {
    const response = await fetch(`${api.server.url}/session/ways`);
    expect(await response.json()).toEqual({ password: true, openId: null });
  });

  it("keeps no secret: a copy of the database lets nobody in", async () => {
    const { cookie } = await openBrowser(api, ann);
    const secret = cookie.split("=")[1] as string;
    const { rows } = await api.database.pool.query<{ hash: string }>("select hash from crosswalk.sessions");
    expect(rows.length).toBeGreaterThan(0);
    for (const { hash } of rows) {
      expect(hash).not.toBe(secret);
      expect(await browserWith(api, `crosswalk_session=${hash}`).codeOf(ME)).toBe("UNAUTHENTICATED");
    }
    const users = await api.database.pool.query<{ hash: string }>("select password_hash as hash from crosswalk.users");
    for (const { hash } of users.rows) expect(hash).toMatch(/^scrypt\$32768\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
  });
});

describe("a session", () => {
  it("ends with signing out", async () => {
    const browser = await openBrowser(api, ann);
    const headers = { cookie: browser.cookie, origin: api.server.url };
    const response = await fetch(`${api.server.url}/session`, { method: "DELETE", headers });
    expect([response.status, cookieOf(response)]).toEqual([204, "crosswalk_session="]);
    expect(await browser.codeOf(ME)).toBe("UNAUTHENTICATED");
    const { auditEntries } = await api.query("{ auditEntries(first: 1) { nodes { actor action } } }");
    expect(auditEntries.nodes).toEqual([{ actor: "Ann", action: "SIGNED_OUT" }]);
  });

  it("is listed for its owner, who can end it elsewhere", async () => {
    const here = await openBrowser(api, ann);
    const there = await openBrowser(api, ann);
    const { mySessions } = await here.ask("{ mySessions { id agent current createdAt lastUsedAt expiresAt } }");
    expect(mySessions.filter((session: { current: boolean }) => session.current)).toHaveLength(1);
    expect(mySessions[1].current).toBe(true);
    const end = "mutation ($id: ID!) { endSession(id: $id) { ended userErrors { code } } }";
    expect((await here.ask(end, { id: mySessions[0].id })).endSession).toEqual({ ended: 1, userErrors: [] });
    expect(await there.codeOf(ME)).toBe("UNAUTHENTICATED");
    const others = await here.ask("mutation { endOtherSessions { ended } }");
    expect(others.endOtherSessions.ended).toBe(mySessions.length - 2);
    expect(await here.codeOf(ME)).toBeNull();
  });

  it("is nobody else's to end or to see", async () => {
    const bea = await openBrowser(api, await addPerson(api, "Bea", "ADMIN"));
    const mine = await openBrowser(api, ann);
    const { mySessions } = await mine.ask("{ mySessions { id current } }");
    const { id } = mySessions.find((session: { current: boolean }) => session.current);
    const { endSession } = await bea.ask(`mutation { endSession(id: "${id}") { ended userErrors { code } } }`);
    expect(endSession).toEqual({ ended: 0, userErrors: [{ code: "SESSION_NOT_FOUND" }] });
    expect((await bea.ask("{ mySessions { id } }")).mySessions).toHaveLength(1);
    expect(await mine.codeOf(ME)).toBeNull();
  });

  it.each([
    ["was not used for long", "last_used_at = now() - interval '61 minutes'"],
    ["is old", "expires_at = now()"],
  ])("that %s lets nobody in", async (_what, change) => {
    const browser = await openBrowser(api, ann);
    expect(await browser.codeOf(ME)).toBeNull();
    await api.database.pool.query(`update crosswalk.sessions set ${change}`);
    expect(await browser.codeOf(ME)).toBe("UNAUTHENTICATED");
  });
});

describe("a password", () => {
  it("that is changed ends the other sessions, and HTTP basic by the old one", async () => {
    const cas = await addPerson(api, "Cas", "VIEWER");
    const here = await openBrowser(api, cas);
    const there = await openBrowser(api, cas);
    const authorization = `Basic ${Buffer.from(`Cas:${PASSWORD}`).toString("base64")}`;
    expect((await api.post({ query: ME }, { authorization })).status).toBe(200);

    const wrong = await here.ask(CHANGE, { current: "wrong", next: "another good one" });
    expect(wrong.changePassword.userErrors).toEqual([{ code: "PASSWORD_WRONG" }]);
    const short = await here.ask(CHANGE, { current: PASSWORD, next: "short" });
    expect(short.changePassword.userErrors).toEqual([{ code: "PASSWORD_INVALID" }]);
    expect(await there.codeOf(ME)).toBeNull();

    const changed = await here.ask(CHANGE, { current: PASSWORD, next: "another good one" });
    expect(changed.changePassword.userErrors).toEqual([]);
    expect([await here.codeOf(ME), await there.codeOf(ME)]).toEqual([null, "UNAUTHENTICATED"]);
    expect((await api.post({ query: ME }, { authorization })).status).toBe(401);
    expect((await postSession(api, { username: "cas", password: "another good one" })).status).toBe(201);
  });

  it("can't be found out in a session that was left open", async () => {
    const browser = await openBrowser(api, await addPerson(api, "Fay", "VIEWER"));
    const guess = async (current: string) =>
      (await browser.ask(CHANGE.replace("{ code }", "{ code message }"), { current, next: "another good one" }))
        .changePassword.userErrors;
    for (let i = 0; i < 5; i++) expect(await guess(`guess ${i}`)).toMatchObject([{ code: "PASSWORD_WRONG" }]);
    const [error] = await guess(PASSWORD);
    expect(error.message).toContain("wait for");
  });

  it("of the first admin is in the settings alone", async () => {
    const browser = await openBrowser(api, CREDENTIALS);
    const { changePassword } = await browser.ask(CHANGE, { current: CREDENTIALS.password, next: "another good one" });
    expect(changePassword.userErrors).toEqual([{ code: "USER_FIXED" }]);
  });
});

it("HTTP basic works for every user", async () => {
  const authorization = `Basic ${Buffer.from(`ANN:${PASSWORD}`).toString("base64")}`;
  const { body } = await api.post({ query: ME }, { authorization });
  expect(body.data).toEqual({ me: { username: "Ann", role: "ANALYST" } });
  expect((await api.post({ query: ME }, { authorization: AUTHORIZATION })).body.data).toMatchObject({
    me: { role: "ADMIN" },
  });
});
