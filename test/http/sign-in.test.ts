import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { createApiClient } from "../../scripts/client/client.js";
import { MigrationFinishedDocument, PipelinesDocument } from "../../scripts/client/graphql/graphql.js";
import { AUTHORIZATION, CREDENTIALS, startTestApi, type TestApi } from "../helpers/api.js";

const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;
const WRONG = [
  basic("someone:wrong"),
  basic("other:a password: with a colon"),
  basic("someone"),
  basic(":"),
  "Basic",
  "Basic %%%",
  `Bearer ${AUTHORIZATION.split(" ")[1]}`,
  "Bearer",
  "Digest username=someone",
];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

describe("over HTTP", () => {
  it.each(WRONG)("refuses %s", async (authorization) => {
    const { status, headers, body } = await api.post({ query: "{ __typename }" }, { authorization });
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toMatch(/^Basic realm=/);
    expect(body.errors?.[0]?.extensions.code).toBe("UNAUTHENTICATED");
  });

  it("serves nothing without credentials but whether it lives", async () => {
    for (const path of ["/", "/graphql", "/behind-sign-in", "/none", "/health", "/health/live/x"])
      expect((await fetch(api.server.url + path)).status, path).toBe(401);
    const live = await fetch(`${api.server.url}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: "live" }]);
  });

  it("serves queries and downloads with credentials", async () => {
    expect((await api.post({ query: "{ __typename }" })).body).toEqual({ data: { __typename: "Query" } });
    const download = await fetch(`${api.server.url}/behind-sign-in`, { headers: { authorization: AUTHORIZATION } });
    expect(await download.text()).toBe("let in");
  });
});

describe("over WebSocket", () => {
  /** The code that the socket is closed with, or "in" if a query is answered. */
  async function signIn(
    connectionParams: Record<string, unknown>,
    headers: Record<string, string> = {},
  ): Promise<number | string> {
    class WithHeaders extends WebSocket {
      constructor(url: string, protocols: string | string[]) {
        super(url, protocols, { headers });
      }
    }
    const client = createClient({
      url: `${api.server.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WithHeaders,
      connectionParams,
      retryAttempts: 0,
    });
    try {
      for await (const { data } of client.iterate({ query: "{ __typename }" })) if (data) return "in";
      return "nothing";
    } catch (error) {
      const { code, message } = error as { code?: number; message?: string };
      return code ?? message ?? "failed";
    } finally {
      await client.dispose();
    }
  }

  it("lets in by connection parameters or by the upgrade's header", async () => {
    expect(await signIn({ authorization: AUTHORIZATION })).toBe("in");
    expect(await signIn({}, { authorization: AUTHORIZATION })).toBe("in");
    expect(await signIn({}, { authorization: AUTHORIZATION, origin: api.server.url })).toBe("in");
  });

  it("refuses everybody else", async () => {
    expect(await signIn({})).toBe(4401);
    expect(await signIn({ authorization: basic("someone:wrong") })).toBe(4401);
    expect(await signIn({ authorization: 7 })).toBe(4401);
    expect(await signIn({}, { authorization: basic("someone:wrong") })).toBe(4401);
  });

  it("refuses a page of another origin, though a browser sends the credentials", async () => {
    for (const origin of ["http://evil.example", "null", `${api.server.url}1`])
      expect(await signIn({}, { authorization: AUTHORIZATION, origin }), origin).toContain("403");
  });
});

describe("the client", () => {
  it("says what is wrong", async () => {
    const { url } = api.server;
    const wrong = createApiClient({ url, ...CREDENTIALS, password: "wrong" });
    await expect(wrong.request(PipelinesDocument, {})).rejects.toMatchObject({ code: "API_UNAUTHORISED" });
    await expect(wrong.subscribe(MigrationFinishedDocument, {}).next()).rejects.toMatchObject({
      code: "API_UNAUTHORISED",
    });
    const nobody = createApiClient({ url: "http://127.0.0.1:1", ...CREDENTIALS });
    await expect(nobody.request(PipelinesDocument, {})).rejects.toMatchObject({ code: "API_UNREACHABLE" });
    await expect(nobody.subscribe(MigrationFinishedDocument, {}).next()).rejects.toMatchObject({
      code: "API_UNREACHABLE",
    });
  });

  it("gets typed results", async () => {
    const client = createApiClient({ url: api.server.url, ...CREDENTIALS });
    const { pipelines } = await client.request(PipelinesDocument, {});
    expect(pipelines[0]?.name).toBe("npq");
    await client.close();
  });
});
