import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createWebhookPost } from "../../server/adapters/webhook.js";
import { eventually } from "../helpers/eventually.js";

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A receiver at a free port, with what it was sent. */
async function receiver(answer: (response: ServerResponse, request: IncomingMessage) => void) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      received.push({ path: request.url ?? "", headers: request.headers, body });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { received, port: (server.address() as AddressInfo).port };
}

const news = (url: string) => ({
  deliveryId: 7,
  url,
  secret: "a secret of the schedule",
  body: '{"event":"migration.ended","name":"Ünïcode"}',
  at: new Date("2026-11-24T02:00:01.999Z"),
});

describe("news to a webhook", () => {
  it("is signed so that a receiver can tell who sent it, and when", async () => {
    const { received, port } = await receiver((response) => void response.writeHead(204).end());
    const post = createWebhookPost({ allowLocal: true });
    expect(await post(news(`http://127.0.0.1:${port}/hooks?token=t`))).toEqual({ responseStatus: 204, problem: null });

    const [{ path, headers, body }] = received as [Received];
    expect(path).toBe("/hooks?token=t");
    expect(body).toBe(news("").body);
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "crosswalk-event": "migration.ended",
      "crosswalk-delivery": "7",
      "crosswalk-timestamp": "1795485601",
    });
    // What the README tells receivers to do.
    const signed = `${String(headers["crosswalk-timestamp"])}.${body}`;
    const expected = createHmac("sha256", "a secret of the schedule").update(signed).digest();
    const given = Buffer.from(String(headers["crosswalk-signature"]).replace(/^v1=/, ""), "hex");
    expect(timingSafeEqual(expected, given)).toBe(true);
  });

  it.each([400, 404, 410, 500, 503])("is not taken where the answer is %d", async (status) => {
    const { port } = await receiver((response) => void response.writeHead(status).end("secret details"));
    const attempt = await createWebhookPost({ allowLocal: true })(news(`http://127.0.0.1:${port}/`));
    expect(attempt).toEqual({
      responseStatus: status,
      problem: `The receiver answered ${status}; 200 to 299 were expected.`,
    });
  });

  it("does not follow redirects", async () => {
    const { received, port } = await receiver((response) => void response.writeHead(307, { location: "/there" }).end());
    const attempt = await createWebhookPost({ allowLocal: true })(news(`http://127.0.0.1:${port}/here`));
    expect(attempt).toMatchObject({
      responseStatus: 307,
      problem: expect.stringMatching(/redirects are not followed/),
    });
    expect(received.map(({ path }) => path)).toEqual(["/here"]);
  });

  it("does not wait for ever for an answer, nor read one that has no end", async () => {
    const silent = await receiver(() => {});
    const quick = createWebhookPost({ allowLocal: true, timeoutMs: 100 });
    expect(await quick(news(`http://127.0.0.1:${silent.port}/`))).toEqual({
      responseStatus: null,
      problem: "The receiver did not answer within 0.1 s.",
    });
    let hungUp = false;
    const endless = await receiver((response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write("x".repeat(1000)), 1);
      response.on("close", () => {
        clearInterval(more);
        hungUp = true;
      });
    });
    const attempt = await createWebhookPost({ allowLocal: true })(news(`http://127.0.0.1:${endless.port}/`));
    expect(attempt).toEqual({ responseStatus: 200, problem: null });
    await eventually("we hang up", () => hungUp);
  });

  it("that does not reach anybody says so without the address, which may hold a token", async () => {
    const { port } = await receiver(() => {});
    for (const close of closing.splice(0)) close();
    const attempt = await createWebhookPost({ allowLocal: true })(news(`http://127.0.0.1:${port}/?token=t`));
    expect(attempt).toEqual({ responseStatus: null, problem: "The receiver could not be reached (ECONNREFUSED)." });
  });
});

describe("the local network", () => {
  const refused = { responseStatus: null, problem: expect.stringMatching(/local network, which is refused/) };

  it.each(["127.0.0.1", "[::ffff:127.0.0.1]", "localhost", "2130706433", "169.254.169.254"])(
    "is refused by its address: %s",
    async (host) => {
      const { received, port } = await receiver((response) => void response.end());
      expect(await createWebhookPost({ allowLocal: false })(news(`http://${host}:${port}/`))).toEqual(refused);
      expect(received).toEqual([]);
    },
  );

  it.each([
    ["that leads into it", ["127.0.0.1"]],
    ["of which one address leads into it", ["1.1.1.1", "10.0.0.1"]],
  ])("is refused by a name %s", async (_, addresses) => {
    const { received, port } = await receiver((response) => void response.end());
    const post = createWebhookPost({ allowLocal: false, resolve: async () => addresses });
    expect(await post(news(`http://hooks.example.org:${port}/`))).toEqual(refused);
    expect(received).toEqual([]);
  });

  it("is not reached by a name that changes its mind once it was looked at", async () => {
    const { received, port } = await receiver((response) => void response.end());
    // The first answer would be allowed: what is connected to is what was looked at, and nobody resolves again.
    const answers = [["192.0.2.1"], ["127.0.0.1"]];
    let asked = 0;
    const resolve = async (): Promise<readonly string[]> => answers[asked++] ?? [];
    const post = createWebhookPost({ allowLocal: true, timeoutMs: 200, resolve });
    expect((await post(news(`http://hooks.example.org:${port}/`))).responseStatus).toBeNull();
    expect([asked, received]).toEqual([1, []]);
  });

  it("is reached by name where it is allowed", async () => {
    const { received, port } = await receiver((response) => void response.end());
    const post = createWebhookPost({ allowLocal: true, resolve: async () => ["127.0.0.1"] });
    expect(await post(news(`http://hooks.example.org:${port}/`))).toEqual({ responseStatus: 200, problem: null });
    expect(received[0]?.headers.host).toBe(`hooks.example.org:${port}`);
  });

  it("is not what a name without an address is", async () => {
    const attempt = await createWebhookPost({ allowLocal: false, resolve: async () => [] })(news("http://x.example/"));
    expect(attempt).toEqual({ responseStatus: null, problem: "The receiver could not be reached." });
  });
});
