import { once } from "node:events";
import { connect } from "node:net";
import { createClient } from "graphql-ws";
import { expect, it } from "vitest";
import { WebSocket } from "ws";
import { AUTHORIZATION, startTestApi } from "../helpers/api.js";

it("tells subscribers that it goes, and is gone within the grace", async () => {
  const api = await startTestApi();
  const client = createClient({
    url: `${api.server.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: AUTHORIZATION },
    lazy: false,
    retryAttempts: 0,
    onNonLazyError: () => {},
  });
  const closed = new Promise((resolve) => client.on("closed", (event) => resolve((event as { code: number }).code)));
  await new Promise<void>((resolve) => client.on("connected", () => resolve()));
  // a connection that never says anything must not hold the server up
  const idle = connect(api.server.port, "127.0.0.1").on("error", () => {});
  await once(idle, "connect");
  const started = performance.now();
  await api.server.stop(500);
  expect(await closed).toBe(1001);
  expect(performance.now() - started).toBeLessThan(1_500);
  await expect(fetch(`${api.server.url}/health/live`)).rejects.toThrow();
  idle.destroy();
  await client.dispose();
  await api.stop();
});
