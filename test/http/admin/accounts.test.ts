import { describe, expect, it } from "vitest";
import { describeDetails } from "../../../server/http/admin/accounts/audit-details.js";
import { describeAgent } from "../../../server/http/admin/me/agent.js";

describe("an audit entry's particulars", () => {
  it.each([
    [{ way: "PASSWORD", address: "::1" }, "way: PASSWORD, address: ::1"],
    [{ migrationId: 7, because: null }, "migration id: 7"],
    [{ changes: { role: "ADMIN" }, disabled: false }, 'changes: {"role":"ADMIN"}, disabled: false'],
    [{ models: ["users", "applications"] }, "models: users applications"],
    [{}, "–"],
  ])("%j read as %s", (details, line) => {
    expect(describeDetails(details)).toBe(line);
  });
});

describe("a browser", () => {
  const mozilla = "Mozilla/5.0";
  const chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
  it.each([
    [`${mozilla} (Windows NT 10.0; Win64; x64) ${chrome} Edg/141.0.0.0`, "Edge on Windows"],
    [`${mozilla} (Linux; Android 10; K) ${chrome}`, "Chrome on Android"],
    [`${mozilla} (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0`, "Firefox on Linux"],
    [
      `${mozilla} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15`,
      "Safari on macOS",
    ],
    [
      `${mozilla} (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile Safari/604.1`,
      "Safari on iOS",
    ],
    ["curl/8.5.0 (x86_64)", "curl/8.5.0"],
    [null, "Unknown browser"],
  ])("%s is called %s", (agent, name) => {
    expect(describeAgent(agent)).toBe(name);
  });
});
