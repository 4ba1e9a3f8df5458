import { CrosswalkError } from "../../server/core/errors.js";
import { UsageError } from "../run-script.js";
import type { ApiClient } from "./client.js";
import {
  MigrationDocument,
  MigrationProgressDocument,
  type MigrationProgressSubscription,
  type MigrationQuery,
  StartMigrationDocument,
  type StartMigrationInput,
} from "./graphql/graphql.js";

export type FollowedMigration = NonNullable<MigrationQuery["migration"]>;
export type ProgressStep = MigrationProgressSubscription["migrationProgress"];

/** User errors that say the request was wrong, not that it came at the wrong time. */
const WRONG_REQUESTS = ["UNKNOWN_PIPELINE", "OPTION_NOT_TAKEN", "MIGRATION_NOT_FOUND"];

/** How often a dropped connection is taken up again before it counts as gone. */
const RECONNECTS = 5;

/** Starts a migration over the API; gives its id. */
export async function startMigration(client: ApiClient, input: StartMigrationInput): Promise<string> {
  const { startMigration: payload } = await client.request(StartMigrationDocument, { input });
  const [problem] = payload.userErrors;
  if (problem) {
    const ErrorClass = WRONG_REQUESTS.includes(problem.code) ? UsageError : CrosswalkError;
    throw new ErrorClass(problem.code, payload.userErrors.map((each) => each.message).join(" "));
  }
  return (payload.migration as { id: string }).id;
}

/** Tells every step of a migration to its end, each once, also over a connection that drops; gives how it ended. */
export async function followMigration(
  client: ApiClient,
  migrationId: string,
  onStep: (step: ProgressStep) => void,
): Promise<FollowedMigration> {
  let after: string | null = null;
  for (let reconnects = 0; ; reconnects++) {
    try {
      for await (const { migrationProgress: step } of client.subscribe(MigrationProgressDocument, {
        migrationId,
        after,
      })) {
        after = step.cursor;
        reconnects = 0;
        onStep(step);
      }
      break;
    } catch (error) {
      if (reconnects === RECONNECTS || !(error instanceof CrosswalkError) || error.code !== "API_UNREACHABLE")
        throw error;
    }
  }
  const { migration } = await client.request(MigrationDocument, { id: migrationId });
  if (!migration) throw new CrosswalkError("MIGRATION_NOT_FOUND", `There is no migration ${migrationId} any more.`);
  return migration;
}
