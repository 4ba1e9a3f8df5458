import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { eventually } from "../helpers/eventually.js";
import { addPerson, addToken, openBrowser, PASSWORD } from "../helpers/people.js";
import { storeMigration } from "../helpers/stored-findings.js";

let api: TestApi;
/** Another server on the same database: what ends here ends there. */
let other: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  other = await startTestApi({ over: api.database });
  await storeMigration(api.database.pool, []);
});
afterAll(async () => {
  await other.stop();
  await api.stop();
});

interface Subscriber {
  /** the code with which the socket was closed; null while it is open */
  closedWith(): number | null;
  leave(): Promise<void>;
}

/** Follows the ends of migrations, which never come, on a server. */
async function subscribe(
  server: TestApi,
  { params = {}, headers = {} }: { params?: Record<string, unknown>; headers?: Record<string, string> },
): Promise<Subscriber> {
  class WithHeaders extends WebSocket {
    constructor(url: string, protocols: string | string[]) {
      super(url, protocols, { headers });
    }
  }
  let closed: number | null = null;
  const before = server.server.subscribers();
  const client = createClient({
    url: `${server.server.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WithHeaders,
    connectionParams: params,
    retryAttempts: 0,
    on: { closed: (event) => (closed = (event as { code: number }).code) },
  });
  client.subscribe({ query: "subscription { migrationFinished { id } }" }, { next() {}, error() {}, complete() {} });
  await eventually("it is subscribed, or refused", () => closed !== null || server.server.subscribers() > before);
  return { closedWith: () => closed, leave: async () => client.dispose() };
}

const closes = (subscriber: Subscriber, code: number) =>
  eventually(`the socket closes with ${code}, not ${subscriber.closedWith()}`, () => subscriber.closedWith() === code);

describe("a socket", () => {
  it("lives by a session, a token, or a password", async () => {
    const ann = await addPerson(api, "Ann", "VIEWER");
    const { cookie } = await openBrowser(api, ann);
    const { authorization } = await addToken(api, "VIEWER");
    const basic = `Basic ${Buffer.from(`Ann:${PASSWORD}`).toString("base64")}`;
    const opened = await Promise.all([
      subscribe(api, { headers: { cookie, origin: api.server.url } }),
      subscribe(other, { params: { authorization } }),
      subscribe(other, { headers: { authorization: basic } }),
    ]);
    expect(opened.map((subscriber) => subscriber.closedWith())).toEqual([null, null, null]);
    for (const subscriber of opened) await subscriber.leave();
  });

  it("needs a page of ours where a cookie opens it", async () => {
    const { cookie } = await openBrowser(api, await addPerson(api, "Bea", "VIEWER"));
    expect((await subscribe(api, { headers: { cookie } })).closedWith()).toBe(4401);
    const foreign = await subscribe(api, { headers: { cookie, origin: "http://evil.example" } });
    expect(foreign.closedWith()).toBe(1006);
  });

  it("ends with its session, on whatever server", async () => {
    const cas = await addPerson(api, "Cas", "VIEWER");
    const { cookie } = await openBrowser(api, cas);
    const here = await subscribe(api, { headers: { cookie, origin: api.server.url } });
    const there = await subscribe(other, { headers: { cookie, origin: other.server.url } });
    const bystander = await subscribe(other, {
      params: { authorization: (await addToken(api, "VIEWER")).authorization },
    });
    await fetch(`${api.server.url}/session`, { method: "DELETE", headers: { cookie, origin: api.server.url } });
    await closes(here, 4401);
    await closes(there, 4401);
    expect(bystander.closedWith()).toBeNull();
    await bystander.leave();
  });

  it("ends with its token", async () => {
    const { id, authorization } = await addToken(api, "OPERATOR");
    const there = await subscribe(other, { params: { authorization } });
    await api.query(`mutation { revokeToken(id: "${id}") { token { id } } }`);
    await closes(there, 4401);
  });

  it("ends where its user is disabled, or their password is another", async () => {
    const dan = await addPerson(api, "Dan", "VIEWER");
    const authorization = `Basic ${Buffer.from(`Dan:${PASSWORD}`).toString("base64")}`;
    const first = await subscribe(other, { params: { authorization } });
    await api.query(`mutation { resetPassword(input: { id: "${dan.id}", password: "${PASSWORD}2" }) { user { id } } }`);
    await closes(first, 4401);
    const second = await subscribe(other, {
      params: { authorization: `Basic ${Buffer.from(`Dan:${PASSWORD}2`).toString("base64")}` },
    });
    await api.query(`mutation { updateUser(input: { id: "${dan.id}", disabled: true }) { user { id } } }`);
    await closes(second, 4401);
  });

  it("is to be opened anew where the role is another", async () => {
    const eve = await addPerson(api, "Eve", "VIEWER");
    const { cookie } = await openBrowser(api, eve);
    const there = await subscribe(other, { headers: { cookie, origin: other.server.url } });
    await api.query(`mutation { updateUser(input: { id: "${eve.id}", role: ANALYST }) { user { id } } }`);
    await closes(there, 1012);
  });

  it("ends with a session or token that ends by itself", async () => {
    const { id, authorization } = await addToken(api, "VIEWER");
    const there = await subscribe(other, { params: { authorization } });
    await api.database.pool.query("update crosswalk.api_tokens set expires_at = now() where id = $1", [id]);
    await closes(there, 4401);
  });
});

it("a subscription asks for the role that its field has", async () => {
  const { authorization } = await addToken(api, "VIEWER");
  const client = createClient({
    url: `${api.server.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    retryAttempts: 0,
  });
  const results = [];
  for await (const result of client.iterate({ query: "{ users { totalCount } }" })) results.push(result);
  expect(results).toMatchObject([{ errors: [{ extensions: { code: "FORBIDDEN" } }] }]);
  await client.dispose();
});
