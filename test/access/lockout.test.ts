import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { AUTHORIZATION, CREDENTIALS, startTestApi, type TestApi } from "../helpers/api.js";
import { addPerson, openBrowser, PASSWORD, postSession } from "../helpers/people.js";

const allowed = { ofAddress: 6, ofUserFromAddress: 3, ofUser: 8 };

let api: TestApi;
let other: TestApi;
beforeAll(async () => {
  api = await startTestApi({ allowed, trustProxy: "loopback" });
  other = await startTestApi({ allowed, trustProxy: "loopback", over: api.database });
  await addPerson(api, "Ann", "VIEWER");
  await addPerson(api, "Bea", "VIEWER");
});
afterAll(async () => {
  await other.stop();
  await api.stop();
});
beforeEach(() => api.database.pool.query("delete from crosswalk.sign_in_failures"));

/** Signs in from an address, as a proxy tells it. */
async function attempt(username: string, password: string, from = "203.0.113.1", at = api): Promise<number> {
  return (await postSession(at, { username, password }, { "x-forwarded-for": from })).status;
}

async function attempts(count: number, username: string, from?: string, at = api): Promise<number[]> {
  const statuses: number[] = [];
  for (let i = 0; i < count; i++) statuses.push(await attempt(username, "wrong", from, at));
  return statuses;
}

/** Lets the pauses be over. */
const wait = () => api.database.pool.query("update crosswalk.sign_in_failures set locked_until = now()");

async function pauseOf(username: string, from = "203.0.113.1"): Promise<number> {
  const response = await postSession(api, { username, password: "wrong" }, { "x-forwarded-for": from });
  expect(response.status).toBe(429);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "TOO_MANY_ATTEMPTS" } }] });
  return Number(response.headers.get("retry-after"));
}

describe("failed sign-ins", () => {
  it("of a user from an address stop even right ones from there, on every server, and nobody else's", async () => {
    expect(await attempts(3, "Ann")).toEqual([401, 401, 401]);
    expect(await attempt("Ann", PASSWORD)).toBe(429);
    expect(await attempt("ANN", PASSWORD, undefined, other)).toBe(429);
    expect(await attempt("Bea", PASSWORD)).toBe(201);
    expect(await attempt("Ann", PASSWORD, "203.0.113.2")).toBe(201);
  });

  it("pause for twice as long with each more, until one succeeds", async () => {
    await attempts(3, "Ann");
    expect(await pauseOf("Ann")).toBeGreaterThan(50);
    await wait();
    expect(await attempt("Ann", "wrong")).toBe(401);
    expect(await pauseOf("Ann")).toBeGreaterThan(110);
    await wait();
    expect(await attempt("Ann", PASSWORD)).toBe(201);
    expect(await attempts(1, "Ann")).toEqual([401]);
    expect(await attempt("Ann", PASSWORD)).toBe(201);
  });

  it("of an address stop it for all users, whatever names are tried", async () => {
    for (let i = 0; i < 6; i++) expect(await attempt(`user ${i}`, "wrong")).toBe(401);
    expect(await attempt("Bea", PASSWORD)).toBe(429);
    expect(await attempt("Bea", PASSWORD, "203.0.113.9")).toBe(201);
  });

  it("of a user from everywhere stop for a while", async () => {
    for (let i = 0; i < 8; i++) expect(await attempt("Ann", "wrong", `198.51.100.${i}`)).toBe(401);
    expect(await attempt("Ann", PASSWORD, "198.51.100.99")).toBe(429);
    const seconds = await pauseOf("Ann", "198.51.100.99");
    expect(seconds).toBeLessThanOrEqual(300);
  });

  it("are no more than are allowed, however many come at once", async () => {
    const statuses = await Promise.all(Array.from({ length: 30 }, (_, i) => attempt("Ann", `wrong ${i}`)));
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(3);
    expect(statuses.every((status) => status === 401 || status === 429)).toBe(true);
  });

  it("end no session, no token, and no password that was right of late", async () => {
    const browser = await openBrowser(api, { username: "Bea", password: PASSWORD });
    const basic = { authorization: AUTHORIZATION, "x-forwarded-for": "203.0.113.1" };
    expect((await api.post({ query: "{ __typename }" }, basic)).status).toBe(200);
    await attempts(6, CREDENTIALS.username);
    expect((await api.post({ query: "{ __typename }" }, basic)).status).toBe(200);
    expect(await browser.codeOf("{ me { username } }")).toBeNull();
  });

  it("count by the network of an IPv6 address, of which one has very many", async () => {
    for (let i = 0; i < 3; i++) expect(await attempt("Ann", "wrong", `2001:db8:1:2::${i}`)).toBe(401);
    expect(await attempt("Ann", PASSWORD, "2001:db8:1:2::ffff")).toBe(429);
  });
});

describe("without a proxy that is trusted", () => {
  it("nobody says that they are somebody else", async () => {
    const plain = await startTestApi({ allowed, over: api.database });
    for (let i = 0; i < 3; i++) await attempt("Ann", "wrong", `203.0.113.${i}`, plain);
    expect(await attempt("Ann", PASSWORD, "203.0.113.77", plain)).toBe(429);
    await plain.stop();
  });
});

describe("a wrong user", () => {
  it("takes as long as a wrong password", async () => {
    const times = async (username: string) => {
      const taken: number[] = [];
      for (let i = 0; i < 5; i++) {
        await api.database.pool.query("delete from crosswalk.sign_in_failures");
        const started = performance.now();
        await attempt(username, "wrong");
        taken.push(performance.now() - started);
      }
      return Math.min(...taken);
    };
    const [known, unknown] = [await times("Ann"), await times("nobody of that name")];
    // a slow hash more or less would be most of either
    expect(Math.abs(known - unknown)).toBeLessThan(Math.max(known, unknown) / 2);
  });
});

describe("cookies", () => {
  it("are sent over TLS alone where that is how we are reached", async () => {
    const secure = await postSession(api, { username: "Bea", password: PASSWORD }, { "x-forwarded-proto": "https" });
    expect(secure.headers.getSetCookie()[0]).toMatch(/; Secure/);
    const plain = await postSession(api, { username: "Bea", password: PASSWORD });
    expect(plain.headers.getSetCookie()[0]).not.toMatch(/; Secure/);
  });
});

describe("requests", () => {
  it("are not taken without end, each asker by themselves", async () => {
    const slow = await startTestApi({ requestsPerMinute: 60, over: api.database });
    const ask = (headers: Record<string, string>) =>
      fetch(`${slow.server.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: '{"query":"{ __typename }"}',
      });
    const statuses = await Promise.all(
      Array.from({ length: 80 }, async () => (await ask({ authorization: AUTHORIZATION })).status),
    );
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(60);
    const refused = await ask({ authorization: AUTHORIZATION });
    expect([refused.status, await refused.json()]).toMatchObject([
      429,
      { errors: [{ extensions: { code: "TOO_MANY_REQUESTS" } }] },
    ]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await ask({})).status).toBe(401);
    await slow.stop();
  });
});
