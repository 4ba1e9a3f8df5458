import { describe, expect, it } from "vitest";
import { fingerprintOf } from "../../server/adapters/rules.js";

describe("the fingerprint of a pipeline's rules", () => {
  it("is the same each time, and another for each pipeline", () => {
    expect(fingerprintOf("npq")).toBe(fingerprintOf("npq"));
    expect(fingerprintOf("npq")).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintOf("npq")).not.toBe(fingerprintOf("students"));
  });

  it("fails for a pipeline that has no folder", () => {
    expect(() => fingerprintOf("nothing")).toThrow();
  });
});
