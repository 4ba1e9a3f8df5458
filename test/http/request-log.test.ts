import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import express from "express";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { logRequests } from "../../server/http/request-log.js";
import { eventually } from "../helpers/eventually.js";

interface Noted {
  readonly level: string;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

const noted: Noted[] = [];
let server: Server;
let port: number;
beforeAll(async () => {
  const note = (level: string) => (fields: object, message: string) =>
    void noted.push({ level, fields: fields as Noted["fields"], message });
  const app = express();
  app.use(logRequests({ debug: note("debug"), info: note("info"), warn: note("warn") }));
  const inner = express.Router();
  inner.post("/student", express.json(), (_request, response) => void response.json({ name: "Sok Dara" }));
  app.use("/inner", inner);
  app.get("/status/:status", (request, response) => void response.status(Number(request.params.status)).end());
  app.get("/endless", (_request, response) => void response.write("and"));
  server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  noted.length = 0;
});

const send = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, init);
const one = () => eventually("the request is noted", () => noted.length === 1);

it("notes a request by what it was and what came of it, not by what it held", async () => {
  const response = await send("/inner/student?search=dara@example.org", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Basic aHVudGVy" },
    body: JSON.stringify({ name: "Sok Dara" }),
  });
  await one();
  expect(noted).toEqual([
    {
      level: "debug",
      fields: {
        requestId: response.headers.get("x-request-id"),
        method: "POST",
        path: "/inner/student",
        status: 200,
        ms: expect.any(Number),
      },
      message: "request",
    },
  ]);
  expect(noted[0]?.fields.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

it.each([
  [200, "debug"],
  [404, "debug"],
  [401, "info"],
  [429, "info"],
  [500, "warn"],
  [503, "warn"],
])("an answer of %s is noted as %s", async (status, level) => {
  await send(`/status/${status}`);
  await one();
  expect(noted[0]).toMatchObject({ level, fields: { status } });
});

it("goes on with a proxy's id, where it is one", async () => {
  const given = await send("/status/200", { headers: { "x-request-id": "proxy_7-a" } });
  expect(given.headers.get("x-request-id")).toBe("proxy_7-a");
  await one();
  expect(noted[0]?.fields.requestId).toBe("proxy_7-a");
});

it.each(['"},{"', "x".repeat(65), "", "a b"])("gives an id of its own instead of %j", async (id) => {
  const response = await send("/status/200", { headers: { "x-request-id": id } });
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  await one();
});

it("tells where the caller went away", async () => {
  const socket = connect(port, "127.0.0.1");
  socket.write("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n");
  await once(socket, "data");
  socket.destroy();
  await one();
  expect(noted[0]).toMatchObject({ fields: { path: "/endless" }, message: "request broken off" });
});

it("keeps a path short", async () => {
  await send(`/${"x".repeat(5_000)}`);
  await one();
  expect(noted[0]?.fields.path).toHaveLength(200);
});
