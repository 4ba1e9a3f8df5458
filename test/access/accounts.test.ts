import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AUTHORIZATION, CREDENTIALS, startTestApi, type TestApi } from "../helpers/api.js";
import { addPerson, addToken, openBrowser, PASSWORD, postSession } from "../helpers/people.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const ME = "{ me { username role } }";
const CREATE = `mutation ($input: CreateUserInput!) { createUser(input: $input) { user { id username role } userErrors { code field } } }`;
const UPDATE = `mutation ($input: UpdateUserInput!) { updateUser(input: $input) { user { role disabledAt } userErrors { code } } }`;
const codes = (errors: { code: string }[]) => errors.map(({ code }) => code);

describe("users", () => {
  it.each([
    ["", "USERNAME_INVALID"],
    [" padded", "USERNAME_INVALID"],
    ["a:b", "USERNAME_INVALID"],
    ["new\nline", "USERNAME_INVALID"],
    ["right\u202eleft", "USERNAME_INVALID"],
    ["Nobody", "USERNAME_INVALID"],
    ["x".repeat(101), "USERNAME_INVALID"],
    ["SOMEONE", "USERNAME_TAKEN"],
  ])("can't be called %j", async (username, code) => {
    const { createUser } = await api.query(CREATE, { input: { username, role: "VIEWER", password: PASSWORD } });
    expect(createUser).toEqual({ user: null, userErrors: [{ code, field: "username" }] });
  });

  it.each(["short", "x".repeat(201), "LONG.ENOUGH.NAME"])("can't have the password %s", async (password) => {
    const { createUser } = await api.query(CREATE, {
      input: { username: "long.enough.name", role: "VIEWER", password },
    });
    expect(codes(createUser.userErrors)).toEqual(["PASSWORD_INVALID"]);
  });

  it("may be called as people are, and are listed", async () => {
    await addPerson(api, "Éva Żak 😀", "VIEWER");
    const { users } = await api.query(
      "{ users { totalCount nodes { username role firstAdmin hasPassword createdBy } } }",
    );
    expect(users.totalCount).toBe(2);
    expect(users.nodes).toEqual([
      { username: CREDENTIALS.username, role: "ADMIN", firstAdmin: true, hasPassword: true, createdBy: null },
      { username: "Éva Żak 😀", role: "VIEWER", firstAdmin: false, hasPassword: true, createdBy: CREDENTIALS.username },
    ]);
    expect((await openBrowser(api, { username: "ÉVA żak 😀", password: PASSWORD })).cookie).toBeTruthy();
  });

  it("who are disabled are out at once, and in again once they are enabled", async () => {
    const fay = await addPerson(api, "Fay", "OPERATOR");
    const browser = await openBrowser(api, fay);
    const { updateUser } = await api.query(UPDATE, { input: { id: fay.id, disabled: true } });
    expect(updateUser.user.disabledAt).not.toBeNull();
    expect(await browser.codeOf(ME)).toBe("UNAUTHENTICATED");
    expect((await postSession(api, fay)).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`Fay:${PASSWORD}`).toString("base64")}`;
    expect((await api.post({ query: ME }, { authorization })).status).toBe(401);
    await api.query(UPDATE, { input: { id: fay.id, disabled: false } });
    expect((await postSession(api, fay)).status).toBe(201);
  });

  it("who get another role have it with their next question", async () => {
    const gus = await addPerson(api, "Gus", "VIEWER");
    const browser = await openBrowser(api, gus);
    expect(await browser.codeOf("{ users { totalCount } }")).toBe("FORBIDDEN");
    await api.query(UPDATE, { input: { id: gus.id, role: "ADMIN" } });
    expect(await browser.codeOf("{ users { totalCount } }")).toBeNull();
  });

  it("who are admins can't take their own role, nor touch the first admin", async () => {
    const hal = await addPerson(api, "Hal", "ADMIN");
    const browser = await openBrowser(api, hal);
    const own = await browser.ask(UPDATE, { input: { id: hal.id, role: "VIEWER" } });
    expect(codes(own.updateUser.userErrors)).toEqual(["USER_IS_ONESELF"]);
    const { users } = await browser.ask("{ users(first: 1) { nodes { id firstAdmin } } }");
    const [first] = users.nodes;
    expect(first.firstAdmin).toBe(true);
    const changed = await browser.ask(UPDATE, { input: { id: first.id, disabled: true } });
    expect(codes(changed.updateUser.userErrors)).toEqual(["USER_FIXED"]);
    const reset = await browser.ask(
      `mutation { resetPassword(input: { id: "${first.id}", password: "${PASSWORD}" }) { userErrors { code } } }`,
    );
    expect(codes(reset.resetPassword.userErrors)).toEqual(["USER_FIXED"]);
    const none = await browser.ask(UPDATE, { input: { id: "x", disabled: true } });
    expect(codes(none.updateUser.userErrors)).toEqual(["USER_NOT_FOUND"]);
  });

  it("whose password is reset are out, and in with the new one", async () => {
    const ida = await addPerson(api, "Ida", "VIEWER");
    const browser = await openBrowser(api, ida);
    const next = "a new password";
    await api.query(`mutation { resetPassword(input: { id: "${ida.id}", password: "${next}" }) { user { id } } }`);
    expect(await browser.codeOf(ME)).toBe("UNAUTHENTICATED");
    expect((await postSession(api, ida)).status).toBe(401);
    expect((await postSession(api, { username: "Ida", password: next })).status).toBe(201);
  });
});

describe("API tokens", () => {
  it("let in by their role until they are revoked, and are told once", async () => {
    const { id, authorization } = await addToken(api, "ANALYST", "notebooks");
    expect(authorization).toMatch(/^Bearer cwt_[\w-]{43}$/);
    const { body } = await api.post({ query: ME }, { authorization });
    expect(body.data).toEqual({ me: { username: "token:notebooks", role: "ANALYST" } });
    const { tokens } = await api.query("{ tokens(first: 1) { nodes { name role createdBy revokedAt lastUsedAt } } }");
    expect(tokens.nodes[0]).toMatchObject({ name: "notebooks", createdBy: CREDENTIALS.username, revokedAt: null });
    expect(tokens.nodes[0].lastUsedAt).not.toBeNull();
    const stored = await api.database.pool.query("select hash from crosswalk.api_tokens where id = $1", [id]);
    expect(authorization).not.toContain(stored.rows[0].hash);

    await api.query(`mutation { revokeToken(id: "${id}") { token { revokedAt } } }`);
    expect((await api.post({ query: ME }, { authorization })).status).toBe(401);
  });

  it("end by themselves", async () => {
    const { id, authorization } = await addToken(api, "VIEWER");
    await api.database.pool.query("update crosswalk.api_tokens set expires_at = now() where id = $1", [id]);
    expect((await api.post({ query: ME }, { authorization })).status).toBe(401);
  });

  it.each([
    [{ name: "", days: 1 }, "TOKEN_NAME_INVALID"],
    [{ name: "x", days: 0 }, "TOKEN_LIFE_INVALID"],
    [{ name: "x", days: 367 }, "TOKEN_LIFE_INVALID"],
  ])("can't be %j", async (given, code) => {
    const { createToken } = await api.query(
      "mutation ($input: CreateTokenInput!) { createToken(input: $input) { token { id } secret userErrors { code } } }",
      { input: { role: "VIEWER", ...given } },
    );
    expect(createToken).toEqual({ token: null, secret: null, userErrors: [{ code }] });
  });

  it("own no sessions and no password", async () => {
    const { authorization } = await addToken(api, "ADMIN");
    const query = `mutation { changePassword(input: { current: "", next: "${PASSWORD}" }) { userErrors { code } } endOtherSessions { ended } }`;
    const { body } = await api.post({ query }, { authorization });
    expect(body.data).toEqual({
      changePassword: { userErrors: [{ code: "USER_FIXED" }] },
      endOtherSessions: { ended: 0 },
    });
  });
});

describe("retention", () => {
  const SET = `mutation ($to: Int) { setRetention(migrations: $to) { retention { migrations fallback setBy } userErrors { code } } }`;

  it("is what an admin sets, until it is left to the settings again", async () => {
    const fallback = 30;
    expect((await api.query("{ retention { migrations setBy } }")).retention).toEqual({ migrations: 30, setBy: null });
    expect((await api.query(SET, { to: 3 })).setRetention).toEqual({
      retention: { migrations: 3, fallback, setBy: CREDENTIALS.username },
      userErrors: [],
    });
    expect((await api.query(SET, { to: 0 })).setRetention).toEqual({
      retention: null,
      userErrors: [{ code: "RETENTION_INVALID" }],
    });
    expect((await api.query(SET, { to: null })).setRetention.retention).toEqual({
      migrations: 30,
      fallback,
      setBy: null,
    });
  });
});

describe("the first admin", () => {
  it("is the one that the settings name: another name or password puts an end to the one before", async () => {
    const { openAccess } = await import("../../server/access.js");
    const { openEntrance } = await import("../../server/entrance.js");
    const { openPool } = await import("../../server/adapters/database/open.js");
    const { database } = api;
    const pool = openPool(database.url, { name: "test", max: 4 });
    const settings = { retentionMigrations: 1, sessionIdleMinutes: 60 };
    const open = (credentials: { username: string; password: string }) =>
      openEntrance({ url: database.url, pool, settings, credentials }, openAccess(pool, settings));
    const browser = await openBrowser(api, CREDENTIALS);

    await open(CREDENTIALS);
    expect(await browser.codeOf(ME)).toBeNull();
    await open({ ...CREDENTIALS, password: "another password" });
    expect(await browser.codeOf(ME)).toBe("UNAUTHENTICATED");
    const { signIn } = await open({ username: "Root", password: "password of root" });
    const admins = await pool.query(
      "select username, disabled_at is null as active from users where role = 'ADMIN' and (first_admin or username = $1)",
      [CREDENTIALS.username],
    );
    expect(admins.rows).toEqual([
      { username: CREDENTIALS.username, active: false },
      { username: "Root", active: true },
    ]);
    const credentials = { authorization: AUTHORIZATION, session: undefined, address: "10.0.0.1" };
    expect(await signIn.identify(credentials)).toEqual({ refused: "WRONG_CREDENTIALS" });
    await pool.end();
  });
});
