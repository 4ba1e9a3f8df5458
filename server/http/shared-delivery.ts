import { WebSocket } from "ws";
import type { SharedOperation } from "./shared-operations.js";
import type { Turns } from "./turns.js";

/** A subscriber with more bytes than this under way is told nothing more until it has read them. */
const MOST_UNREAD = 64 * 1024;

export interface DeliveryOptions {
  readonly socket: WebSocket;
  /** the client's name for its subscription */
  readonly id: string;
  readonly events: AsyncIterator<unknown>;
  /** begins when the first event is asked for */
  readonly join: () => SharedOperation;
  readonly turns: Turns;
}

/**
 * Sends the events of a subscription to its subscriber. To graphql-ws it is a subscription without results: it awaits
 * the end, and tells of it or of an error. The results have been executed and written for all subscribers together;
 * only the frame around them is one's own.
 */
export function deliver({ socket, id, events, join, turns }: DeliveryOptions): AsyncGenerator<never, void, void> {
  const opening = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  let isLeft = false;

  async function deliverAll(operation: SharedOperation): Promise<void> {
    for (;;) {
      const { value: event, done } = await events.next();
      if (done) return;
      const told = operation.tell(event);
      const payload = typeof told === "string" ? told : await told;
      const turn = turns.take();
      if (turn) await turn;
      if (isLeft || socket.readyState !== WebSocket.OPEN) return;
      const message = `${opening}${payload}}`;
      if (socket.bufferedAmount < MOST_UNREAD) socket.send(message);
      // It falls behind, and reads again from where it was; one that is gone gets an error here and a close elsewhere.
      else await new Promise<void>((resolve) => socket.send(message, () => resolve()));
    }
  }

  const leave = async (): Promise<IteratorReturnResult<void>> => {
    isLeft = true;
    await events.return?.();
    return { done: true, value: undefined };
  };

  return {
    async next() {
      const operation = join();
      try {
        await deliverAll(operation);
      } finally {
        operation.leave();
      }
      return leave();
    },
    return: leave,
    throw: leave,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
