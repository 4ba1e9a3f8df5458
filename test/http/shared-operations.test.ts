import { type ExecutionArgs, parse } from "graphql";
import { beforeEach, expect, it } from "vitest";
import { buildApiSchema } from "../../schema/build.js";
import { shareOperations } from "../../server/http/shared-operations.js";

const schema = buildApiSchema();
const FOLLOW =
  "subscription Follow($id: ID!, $after: String) { migrationProgress(migrationId: $id, after: $after) { done } }";
const ADMIN = { name: "admin" };

let executed: unknown[] = [];
beforeEach(() => {
  executed = [];
});

function ask(
  query = FOLLOW,
  variableValues: Record<string, unknown> = { id: "1" },
  operationName: string | null = null,
) {
  return { schema, document: parse(query), variableValues, operationName } satisfies ExecutionArgs;
}

function share() {
  return shareOperations(async (_args, event) => {
    executed.push(event);
    if (event === "bad") throw new Error("no");
    return `${String(event)} ${executed.length}`;
  });
}

it.each([
  ["the same", ask(), ADMIN, 1],
  ["the same from another event on", ask(FOLLOW, { id: "1", after: "7" }), ADMIN, 1],
  ["the same as the same user", ask(), { name: "admin" }, 1],
  ["as another user", ask(), { name: "somebody" }, 2],
  ["as a user with another role", ask(), { name: "admin", role: "viewer" }, 2],
  ["with other variables", ask(FOLLOW, { id: "2" }), ADMIN, 2],
  ["another operation of the document", ask(FOLLOW, { id: "1" }, "Follow"), ADMIN, 2],
  ["another document", ask(FOLLOW.replace("done", "total")), ADMIN, 2],
  [
    "with a cursor that says more than where to begin",
    ask(FOLLOW.replace("migrationId: $id", "migrationId: $after"), { id: "1", after: "7" }),
    ADMIN,
    2,
  ],
])("executes %s", async (_what, args, reader, times) => {
  const operations = share();
  const one = operations.join(ask(), ADMIN);
  const other = operations.join(args, reader);
  await one.tell("event");
  await other.tell("event");
  expect(executed).toHaveLength(times);
});

it("keeps what was told for as long as somebody is there, and not without bound", async () => {
  const operations = share();
  const [one, other] = [operations.join(ask(), ADMIN), operations.join(ask(), ADMIN)];
  const events = Array.from({ length: 100 }, (_, i) => i);
  for (const event of events) await one.tell(event);
  expect(await other.tell(99)).toBe("99 100");
  expect(await other.tell(0)).toBe("0 101");
  expect(operations.members()).toBe(2);
  one.leave();
  other.leave();
  expect(operations.members()).toBe(0);
  expect(await operations.join(ask(), ADMIN).tell(99)).toBe("99 102");
});

it("tries again what failed", async () => {
  const operation = share().join(ask(), ADMIN);
  await expect(operation.tell("bad")).rejects.toThrow("no");
  await expect(operation.tell("bad")).rejects.toThrow("no");
  expect(executed).toEqual(["bad", "bad"]);
});
