import { WebSocket } from "ws";
import type { ClientsOrder, ClientsReport } from "./subscribers.js";

/** Not the operation of the scripts: it has to be the same in all versions that are compared. */
const QUERY = `subscription Load($migrationId: ID!, $after: String) {
  migrationProgress(migrationId: $migrationId, after: $after) {
    cursor migrationId at status stage model done total rate estimatedEnd
    counts { read matched orphans duplicates updated rejected }
  }
}`;

const EVENT = /"cursor":"(\d+)".*?"status":"(\w+)".*?"done":(\d+)/;

/** One subscriber, over as many connections as it takes. */
interface Subscriber {
  socket: WebSocket | null;
  cursor: string | null;
  /** the events in the order in which they came, and when */
  readonly events: number[];
  readonly receivedAt: number[];
  isStalled: boolean;
}

let order: ClientsOrder;
let subscribers: Subscriber[] = [];
let acknowledged = 0;
let completed = 0;

function connect(subscriber: Subscriber): void {
  const socket = new WebSocket(order.url.replace(/^http/, "ws"), "graphql-transport-ws", {
    headers: { authorization: order.authorization },
  });
  subscriber.socket = socket;
  socket.on("open", () => socket.send(JSON.stringify({ type: "connection_init" })));
  socket.on("error", () => {});
  socket.on("message", (bytes: Buffer) => {
    const text = bytes.toString();
    const event = EVENT.exec(text);
    if (event) {
      subscriber.cursor = event[1] as string;
      subscriber.events.push(Number(event[3]));
      subscriber.receivedAt.push(performance.timeOrigin + performance.now());
    } else if (text.includes('"connection_ack"')) {
      const variables = { migrationId: order.migrationId, after: subscriber.cursor };
      socket.send(JSON.stringify({ id: "1", type: "subscribe", payload: { query: QUERY, variables } }));
      acknowledged++;
      if (subscriber.isStalled) socket.pause();
    } else if (text.includes('"complete"')) completed++;
    else throw new Error(`unexpected: ${text.slice(0, 200)}`);
  });
}

const answers: Record<string, (given: ClientsOrder) => unknown> = {
  connect(given) {
    order = given;
    subscribers = Array.from({ length: order.subscribers }, (_, i) => {
      return { socket: null, cursor: null, events: [], receivedAt: [], isStalled: i < order.stalled };
    });
    for (const subscriber of subscribers) connect(subscriber);
  },
  drop() {
    acknowledged = 0;
    for (const { socket } of subscribers) socket?.terminate();
  },
  reconnect() {
    for (const subscriber of subscribers) connect(subscriber);
  },
  resume() {
    for (const subscriber of subscribers) {
      if (subscriber.isStalled) subscriber.socket?.resume();
      subscriber.isStalled = false;
    }
  },
  report: (): ClientsReport => ({
    acknowledged,
    completed,
    received: subscribers.reduce((sum, { events }) => sum + events.length, 0),
    newest: subscribers.reduce((least, { events }) => Math.min(least, events.at(-1) ?? 0), Number.POSITIVE_INFINITY),
  }),
  receipts: () => subscribers.map(({ events, receivedAt }) => ({ events, receivedAt })),
};

process.on("message", (message: { what: string; order: ClientsOrder }) => {
  const answer = answers[message.what]?.(message.order) ?? null;
  process.send?.({ what: message.what, answer });
});
