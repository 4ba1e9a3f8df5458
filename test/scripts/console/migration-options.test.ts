import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { MIGRATION_FLAGS, type MigrationFlags, optionsOf } from "../../../scripts/console/migration-options.js";

function parsed(...args: readonly string[]) {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => {} });
  for (const flag of MIGRATION_FLAGS) command.addOption(flag);
  return optionsOf(command.parse(args, { from: "user" }).opts<MigrationFlags>());
}

describe("the options of a migration on the command line", () => {
  it("have the guide's names", () => {
    const line =
      "--mode create-only --modified-since yesterday --student-id-range 18000:19000 --batch-size 500 --limit 100 " +
      "--force-update --dry-run --change-detection both --rejected-of 7";
    expect(parsed(...line.split(" "))).toEqual({
      mode: "CREATE_ONLY",
      modifiedSince: "yesterday",
      idRange: { from: 18_000, to: 19_000 },
      batchSize: 500,
      limit: 100,
      forceUpdate: true,
      dryRun: true,
      changeDetection: "BOTH",
      rejectedOf: "7",
    });
  });

  it("say nothing where nothing was said", () => expect(parsed()).toEqual({}));

  it.each([
    ["--mode", "replace", "Expected upsert, create-only, update-only."],
    ["--change-detection", "hash", "Expected ipk, content, both."],
    ["--student-id-range", "18000-19000", "Expected two ids"],
    ["--student-id-range", "a:b", "Expected two ids"],
    ["--limit", "-1", "Expected a whole number."],
    ["--batch-size", "1e3", "Expected a whole number."],
  ])("%s %s is refused: %s", (flag, value, says) => expect(() => parsed(`${flag}=${value}`)).toThrow(says));
});
