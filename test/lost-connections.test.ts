import { expect, it } from "vitest";
import { runCommand } from "./helpers/command.js";

it.each([
  ["ECONNREFUSED", 0, "lives on\n"],
  ["57P01", 0, "lives on\n"],
  ["EACCES", 1, ""],
])("a process in which %s is nobody's to handle ends with %i", async (code, exit, says) => {
  expect(await runCommand("test/helpers/rejecting-process.ts", [code], {})).toMatchObject({ code: exit, stdout: says });
});
