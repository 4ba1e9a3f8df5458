import { type Command, CommanderError } from "commander";
import { CrosswalkError } from "../server/core/errors.js";
import { outliveLostConnections } from "../server/lost-connections.js";

/** How a command ends: 0 all done, 1 it failed, 2 it was asked for something that there is not, 3 done with critical success. */
export const EXIT = { DONE: 0, FAILED: 1, USAGE: 2, CRITICAL: 3 } as const;

/** What a command can't do as it was asked: the arguments are wrong, not the work. */
export class UsageError extends CrosswalkError {}

/** Runs a command line to its end; an error is one line where it speaks for itself. */
export async function runScript(command: Command): Promise<void> {
  outliveLostConnections();
  try {
    await command.exitOverride().parseAsync();
  } catch (error) {
    process.exitCode = tell(error);
  }
}

/** Says on standard error what went wrong, and gives the exit code for it. */
function tell(error: unknown): number {
  // Commander has said it already, or was only asked for help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.DONE : EXIT.USAGE;
  if (!(error instanceof CrosswalkError)) {
    console.error(error);
    return EXIT.FAILED;
  }
  console.error(`${error.code}: ${error.message}`);
  return error instanceof UsageError || error.code === "CONFIGURATION_INVALID" ? EXIT.USAGE : EXIT.FAILED;
}
