import { expect, it } from "vitest";
import { errorOf, unreachable } from "../../../server/http/admin/api/errors.js";

it.each([
  ["of a server that is asked too often, later", errorOf([told("TOO_MANY_REQUESTS")]), 15_000],
  ["where there is no server, soon", unreachable(), 3_000],
  ["of what is refused, never", errorOf([told("FORBIDDEN")]), null],
])("an error %s is tried again", (_when, { retryMs }, expected) => {
  expect(retryMs).toBe(expected);
});

function told(code: string) {
  return { message: "no", extensions: { code } };
}
