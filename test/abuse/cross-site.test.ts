import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { AUTHORIZATION, startTestApi, type TestApi } from "../helpers/api.js";
import { addPerson, addToken, browserWith, openBrowser, PASSWORD, postSession } from "../helpers/people.js";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await startTestApi();
  ({ cookie } = await openBrowser(api, await addPerson(api, "Ann", "ADMIN")));
});
afterAll(() => api.stop());

const SAVE = { query: 'mutation { saveSponsor(input: { code: "EVIL", name: "Evil" }) { sponsor { code } } }' };
const FOREIGN = ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1.evil.example", "file://", "x"];

async function sponsors(): Promise<number> {
  return (await api.query("{ sponsors { totalCount } }")).sponsors.totalCount;
}

describe("a page of another site", () => {
  it.each(FOREIGN)("at %s does nothing with a session, nor with HTTP basic that the browser adds", async (origin) => {
    for (const credentials of [{ cookie }, { authorization: AUTHORIZATION }] as Record<string, string>[]) {
      const { status, body } = await api.post(SAVE, { ...credentials, origin });
      expect([status, body.errors?.[0]?.extensions.code]).toEqual([403, "ORIGIN_REFUSED"]);
    }
    expect(await sponsors()).toBe(0);
  });

  it("that does not say where it is from does nothing with a session", async () => {
    expect((await api.post(SAVE, { cookie })).status).toBe(403);
    expect((await api.post(SAVE, { cookie, "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect(await sponsors()).toBe(0);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
    "sends no form as %s that is taken for a question",
    async (type) => {
      const response = await fetch(`${api.server.url}/graphql`, {
        method: "POST",
        headers: { cookie, origin: api.server.url, ...(type ? { "content-type": type } : {}) },
        body: type.startsWith("application") ? new URLSearchParams(SAVE).toString() : JSON.stringify(SAVE),
      });
      expect([400, 415]).toContain(response.status);
      expect(await sponsors()).toBe(0);
    },
  );

  it("changes nothing by a link", async () => {
    const url = `${api.server.url}/graphql?${new URLSearchParams(SAVE).toString()}`;
    for (const more of [[], [["apollo-require-preflight", "1"]]] as [string, string][][]) {
      const headers: [string, string][] = [["cookie", cookie], ...more];
      const response = await fetch(url, { headers });
      expect([400, 405]).toContain(response.status);
    }
    expect(await sponsors()).toBe(0);
  });

  it("signs nobody in as somebody else, nor out", async () => {
    const signIn = await postSession(api, { username: "Ann", password: PASSWORD }, { origin: "http://evil.example" });
    expect([signIn.status, signIn.headers.getSetCookie()]).toEqual([403, []]);
    for (const origin of [[["origin", "http://evil.example"]], []] as [string, string][][])
      expect(
        (await fetch(`${api.server.url}/session`, { method: "DELETE", headers: [["cookie", cookie], ...origin] }))
          .status,
      ).toBe(403);
    expect(await browserWith(api, cookie).codeOf("{ me { role } }")).toBeNull();
  });

  it.each(FOREIGN)("at %s opens no socket", async (origin) => {
    for (const credentials of [{ cookie }, { authorization: AUTHORIZATION }] as Record<string, string>[]) {
      const socket = new WebSocket(`${api.server.url.replace("http", "ws")}/graphql`, "graphql-transport-ws", {
        headers: { ...credentials, origin },
      });
      const [error] = (await once(socket, "error")) as [Error];
      expect(error.message).toContain("403");
    }
  });

  it("reads nothing: no answer lets other sites in, and none may be framed", async () => {
    const { headers } = await api.post({ query: "{ me { role } }" }, { cookie, origin: api.server.url });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("content-security-policy")).not.toContain("unsafe");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("x-powered-by")).toBeNull();
    const preflight = await fetch(`${api.server.url}/graphql`, {
      method: "OPTIONS",
      headers: { origin: "http://evil.example", "access-control-request-method": "POST" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
  });
});

it("a program with a token may be anywhere: browsers add none by themselves", async () => {
  const { authorization } = await addToken(api, "VIEWER");
  const { body } = await api.post({ query: "{ me { role } }" }, { authorization, origin: "http://notebook.example" });
  expect(body.data).toEqual({ me: { role: "VIEWER" } });
});

describe("credentials that are no good", () => {
  it("let nobody in: forged, cut off, of another kind, or of what is kept", async () => {
    const { id, authorization } = await addToken(api, "ADMIN");
    const { rows } = await api.database.pool.query<{ hash: string }>(
      "select hash from crosswalk.api_tokens where id = $1 union all select hash from crosswalk.sessions",
      [id],
    );
    const secret = authorization.split(" ")[1] as string;
    const session = cookie.split("=")[1] as string;
    const forged = [secret.slice(0, -1), `${secret}x`, secret.toUpperCase(), session, ...rows.map(({ hash }) => hash)];
    for (const token of forged) {
      const refused = await api.post({ query: "{ me { role } }" }, { authorization: `Bearer ${token}` });
      expect(refused.status, token).toBe(401);
    }
    for (const value of [
      secret,
      session.slice(1),
      `${session}x`,
      "%",
      "x".repeat(5_000),
      ...rows.map(({ hash }) => hash),
    ])
      expect(await browserWith(api, `crosswalk_session=${value}`).codeOf("{ me { role } }"), value).toBe(
        "UNAUTHENTICATED",
      );
  });

  it("are told apart neither by words nor by status", async () => {
    const answers = await Promise.all(
      [
        ["Ann", "wrong"],
        ["nobody of that name", "wrong"],
        ["Ann", ""],
      ].map(async ([username, password]) => {
        const response = await postSession(api, { username, password });
        return [response.status, await response.text()];
      }),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
