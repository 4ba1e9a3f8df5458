import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { askSteadily } from "./questions.js";
import { messageTypes } from "./statement-counter.js";

function message(type: string, text: string): Buffer {
  const body = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

test.each([1, 3, 7, 1_000])("messages to PostgreSQL are told apart in chunks of %i bytes", (size) => {
  const types: string[] = [];
  const tell = messageTypes((type) => types.push(String.fromCharCode(type)));
  const bytes = Buffer.concat([
    message("", "the start of a connection has no type, QQQQ"),
    message("Q", "select 1"),
    message("P", "Q"),
    message("E", ""),
    message("S", ""),
  ]);
  for (let from = 0; from < bytes.length; from += size) tell(bytes.subarray(from, from + size));
  expect(types).toEqual(["Q", "P", "E", "S"]);
});

test("questions are asked on time whether earlier ones are answered or not, and waiting counts", async () => {
  const over = new AbortController();
  let asked = 0;
  const slow = async (): Promise<void> => {
    if (++asked === 5) over.abort();
    await pause(100);
  };
  const failing = async (): Promise<void> => {
    throw new Error("no answer");
  };
  const { latencies, errors } = await askSteadily([slow, slow, failing], 100, over.signal);
  expect([latencies.length, errors]).toEqual([5, 2]);
  for (const latency of latencies) expect(latency).toBeGreaterThanOrEqual(95);
});
