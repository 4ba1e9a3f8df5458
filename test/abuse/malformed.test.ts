import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../prisma/sample/random.js";
import { AUTHORIZATION, startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { usersToStore } from "../helpers/users.js";
import { LEAKS, type RawAnswer, sendRaw } from "./raw-request.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await storeMigration(api.database.pool, [usersToStore({ matched: 3, orphansLeft: 2 })]);
});
afterAll(() => api.stop());

const REQUESTS = 1_000;
/** Most of those under way wait for us to hang up: they are half a request. */
const AT_ONCE = 30;

const METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "QUERY", "get", "", "G\0T"];
const PATHS = [
  ...["/graphql", "/session", "/session/openid/callback", "/reports/1/result.json", "/metrics", "/health/live", "/"],
  ...["/%", "/%00", "/%ff%fe", "/reports/%2e%2e/%2e%2e", "/..%2f..%2fetc/passwd", "//graphql", "/graphql/", "*", "\\"],
  ...[
    "/schemas/../package.json",
    "/graphql?query=%7B",
    "/graphql?query={__typename}",
    `/${"x".repeat(9_000)}`,
    "?",
    "#",
  ],
  ...["http://evil.example/graphql", "/migrations/__proto__", "/session?__proto__[x]=1", "/reports/1/%5c..%5cx"],
];
const HEADERS = [
  ...["Host: x", "Host:", "Content-Length: -1", "Content-Length: 99", "Content-Length: 5\r\nContent-Length: 6"],
  ...["Transfer-Encoding: chunked", "Transfer-Encoding: gzip", "Content-Encoding: gzip", "Content-Encoding: zebra"],
  ...["Cookie: crosswalk_session=", "Cookie: crosswalk_session=\xff", `Cookie: ${"a=b;".repeat(500)}`, "Cookie: ="],
  ...[
    "Authorization: Bearer ",
    "Authorization: Basic OjpOg==",
    "Authorization: Basic \xff",
    "Authorization: Bearer cwt_x",
  ],
  ...["Content-Type: application/json", "Content-Type: text/plain", "Content-Type: application/json; charset=utf-16"],
  ...["Content-Type: multipart/form-data; boundary=", "Content-Type: \x7f", "Accept: */", "Accept: text/html"],
  ...["Origin: null", "Origin: http://[", "X-Request-Id: ../../x", "Expect: 100-continue", "Expect: the worst"],
  ...["Upgrade: websocket\r\nConnection: Upgrade", "Connection: Upgrade\r\nUpgrade: h2c", ": nothing", "No colon"],
  ...["X-Forwarded-For: 1.2.3.4, x", "Range: bytes=0-1,2-3,9-1", "If-None-Match: *", "__proto__: x", " folded: x"],
];
const BODIES = [
  ...["", "{", "null", "[]", "7", '"text"', "{}", '{"query":7}', '{"query":null}', '{"query":""}', '{"query":"{"}'],
  ...['{"query":"{ me { username } }","variables":[]}', '{"query":"{ me { username } }","variables":"x"}'],
  ...['{"query":"query ($a: Int) { migrations(first: $a) { totalCount } }","variables":{"a":1e999}}'],
  ...['{"query":"query ($a: Int) { migrations(first: $a) { totalCount } }","variables":{"a":"1"}}'],
  ...[
    '{"query":"{ migrations(first: -1) { totalCount } }"}',
    '{"query":"{ migrations(after: \\"\\u0000\\") { totalCount } }"}',
  ],
  ...['{"query":"{ matches(migrationId: \\"1\\", search: \\"\\u0000%_\\\\\\\\\'\\") { totalCount } }"}'],
  ...['{"query":"{ rejections(migrationId: \\"1\\", reason: \\"\\u0000\\") { totalCount } }"}'],
  ...['{"query":"{ changes(migrationId: \\"99999999999\\", entity: \\"\\ud800\\") { totalCount } }"}'],
  ...['{"query":"{ auditEntries(actor: \\"\\u0000\\", from: \\"+275760-09-13T00:00:00Z\\") { totalCount } }"}'],
  ...['{"query":"{ sponsors(search: \\"\\u0000\\", after: \\"c3BvbnNvcjoA\\") { totalCount } }"}'],
  ...['{"query":"{ trend(pipeline: \\"__proto__\\", last: 2147483647) { model } }"}'],
  ...[
    '{"query":"{ migration(id: \\"1\\") { ...F } } fragment F on Migration { ...F }"}',
    '[{"query":"{ me { username } }"}]',
  ],
  ...[
    '{"query":"{ me { username } }","operationName":"none"}',
    '{"query":"query A { me { role } } query B { me { role } }"}',
  ],
  ...['{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"x"}}}', '{"__proto__":{"query":"{ __typename }"}}'],
  ...[
    '{"username":"a","password":{}}',
    '{"username":"\\u0000","password":"\\u0000"}',
    '{"username":["a"],"password":"b"}',
  ],
  ...[
    `{"query":"${"{ pipelines ".repeat(2_000)}"}`,
    `{"query":"{ me { ${"username ".repeat(3_000)} } }"}`,
    "\xff\xfe\x00",
  ],
  ...[`${"[".repeat(20_000)}`, `{"a":${'{"a":'.repeat(2_000)}`, "-----x\r\n", "5\r\nhello\r\n0\r\n\r\n", "ZZ\r\n"],
];

/** A request with one thing or another wrong with it, and now and then nothing. */
function malformed(random: Random): string {
  const lines = [`${random.pick(METHODS)} ${random.pick(PATHS)} ${random.chance(0.95) ? "HTTP/1.1" : "HTTP/9"}`];
  if (random.chance(0.9)) lines.push("Host: 127.0.0.1");
  if (random.chance(0.7)) lines.push(`Authorization: ${AUTHORIZATION}`);
  if (random.chance(0.6)) lines.push("Content-Type: application/json");
  for (let i = random.below(3); i > 0; i--) lines.push(random.pick(HEADERS));
  const body = random.pick(BODIES);
  if (random.chance(0.8)) lines.push(`Content-Length: ${Buffer.byteLength(body)}`);
  lines.push("Connection: close");
  const request = `${lines.join("\r\n")}\r\n\r\n${body}`;
  // sometimes it breaks off in the middle
  return random.chance(0.05) ? request.slice(0, random.below(request.length)) : request;
}

/** A request that is well-formed as such, so that what is wrong with it is for us to find, and not for Node. */
function nonsense(random: Random): string {
  const body = random.pick(BODIES);
  const path = random.pick(["/graphql", "/graphql", "/session", "/reports/1/x", "/schemas/result.json"]);
  const lines = [
    `POST ${path} HTTP/1.1`,
    ...["Host: 127.0.0.1", `Authorization: ${AUTHORIZATION}`, "Content-Type: application/json", "Connection: close"],
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
}

/** Why an answer is not as it should be, with the request that led to it. */
function wrongWith(request: string, { status, body }: RawAnswer): string[] {
  const wrong: string[] = [];
  if (status >= 500) wrong.push(`${status}`);
  if (body.includes("INTERNAL_ERROR")) wrong.push("a fault");
  const leak = LEAKS.exec(body)?.[0];
  if (leak !== undefined) wrong.push(`tells ${leak}`);
  return wrong.map((what) => `${what}: ${JSON.stringify(request.slice(0, 600))} → ${body.slice(0, 400)}`);
}

describe.each([
  ["malformed", malformed],
  ["nonsensical", nonsense],
])("1,000 %s requests", (_name, make) => {
  it("are never a fault, tell nothing, and leave the server as it was", async () => {
    api.faults.length = 0;
    const random = createRandom(20_240_229);
    const wrong: string[] = [];
    const statuses = new Map<number, number>();
    const requests = Array.from({ length: REQUESTS }, () => make(random));
    const sendOneByOne = async () => {
      for (let request = requests.pop(); request !== undefined; request = requests.pop()) {
        const answer = await sendRaw(api.server.port, request);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        wrong.push(...wrongWith(request, answer));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendOneByOne));
    expect(wrong).toEqual([]);
    expect(api.faults).toEqual([]);
    // or all of them were refused for one reason, and nothing was tried
    expect([...statuses.keys()].filter((status) => status !== 0).length).toBeGreaterThan(2);
    expect(statuses.get(200)).toBeGreaterThan(3);
    expect((await api.query("{ migrations { totalCount } }")).migrations.totalCount).toBe(1);
  });
});
