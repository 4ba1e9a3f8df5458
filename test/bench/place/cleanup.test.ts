import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createCleanup } from "./cleanup.js";

describe("a cleanup", () => {
  test("undoes each thing once, the last first, and may do so early", async () => {
    const undone: string[] = [];
    const cleanup = createCleanup();
    cleanup.defer(() => undone.push("first"));
    const early = cleanup.defer(() => undone.push("second"));
    cleanup.defer(() => undone.push("third"));
    await early();
    await early();
    expect(undone).toEqual(["second"]);
    await cleanup.run();
    await cleanup.run();
    expect(undone).toEqual(["second", "third", "first"]);
  });

  test("waits for what is being undone already before it goes on", async () => {
    const undone: string[] = [];
    const cleanup = createCleanup();
    cleanup.defer(() => undone.push("server"));
    const slow = cleanup.defer(async () => {
      await pause(20);
      undone.push("database");
    });
    await Promise.all([slow(), cleanup.run(), cleanup.run()]);
    expect(undone).toEqual(["database", "server"]);
  });
});
