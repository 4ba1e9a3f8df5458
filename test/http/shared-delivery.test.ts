import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { deliver } from "../../server/http/shared-delivery.js";
import { Turns } from "../../server/http/turns.js";
import { eventually } from "../helpers/eventually.js";

const LARGE = "x".repeat(50_000);

/** Two ends of a connection. */
async function openPair(): Promise<{ server: WebSocket; client: WebSocket }> {
  const listening = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(listening, "listening");
  const opened = once(listening, "connection");
  const client = new WebSocket(`ws://127.0.0.1:${(listening.address() as AddressInfo).port}`);
  const [server] = (await opened) as [WebSocket];
  await once(client, "open");
  onTestFinished(() => {
    client.terminate();
    listening.close();
  });
  return { server, client };
}

function deliverNumbers(socket: WebSocket, last: number) {
  const seen = { asked: 0, hasLeft: false };
  async function* numbers() {
    while (seen.asked < last) yield ++seen.asked;
  }
  const delivery = deliver({
    socket,
    id: 'a "name"',
    events: numbers(),
    join: () => ({
      tell: (event) => JSON.stringify({ data: { event, LARGE } }),
      leave() {
        seen.hasLeft = true;
      },
    }),
    turns: new Turns(),
  });
  return { delivery, seen };
}

it("waits for a subscriber that does not read, and loses nothing", async () => {
  const { server, client } = await openPair();
  const received: { id: string; type: string; payload: { data: { event: number } } }[] = [];
  client.on("message", (bytes: Buffer) => received.push(JSON.parse(bytes.toString())));
  client.pause();

  const { delivery, seen } = deliverNumbers(server, 1_000);
  const delivered = delivery.next();
  await eventually("it is behind", () => server.bufferedAmount > 64 * 1024);
  const asked = seen.asked;
  await eventually("the event loop has turned", () => new Promise((resolve) => setImmediate(() => resolve(true))));
  expect(server.bufferedAmount).toBeLessThan(64 * 1024 + 3 * LARGE.length);
  expect(seen.asked).toBe(asked);
  expect(asked).toBeLessThan(1_000);

  client.resume();
  expect(await delivered).toEqual({ done: true, value: undefined });
  await eventually("all came", () => received.length === 1_000);
  expect(received[0]).toMatchObject({ id: 'a "name"', type: "next", payload: { data: { event: 1 } } });
  expect(received.map(({ payload }) => payload.data.event)).toEqual(Array.from({ length: 1_000 }, (_, i) => i + 1));
  expect(seen.hasLeft).toBe(true);
});

it("ends for a subscriber that goes while it does not read", async () => {
  const { server, client } = await openPair();
  client.pause();
  const { delivery, seen } = deliverNumbers(server, 1_000);
  const delivered = delivery.next();
  await eventually("it is behind", () => server.bufferedAmount > 64 * 1024);
  client.terminate();
  server.terminate();
  await delivered;
  expect(seen.hasLeft).toBe(true);
  expect(seen.asked).toBeLessThan(1_000);
});
