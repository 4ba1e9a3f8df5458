import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import type { RequestOutcome } from "../../server/core/ports.js";
import type { ApiContext } from "../context.js";
import { migrationNumber } from "../finding/details.js";
import { givenOptions, StartMigrationInput } from "./migration.input.js";
import { CancelMigrationPayload, StartMigrationPayload } from "./payload.type.js";

@Resolver()
export class MigrationMutationResolver {
  @Mutation(() => StartMigrationPayload, { description: "Starts a migration, or says why not." })
  async startMigration(
    @Arg("input", () => StartMigrationInput, { description: "What to start." }) input: StartMigrationInput,
    @Ctx() context: ApiContext,
  ): Promise<StartMigrationPayload> {
    const { rejectedOf = null } = input.options ?? {};
    const rejecting = rejectedOf === null ? null : migrationNumber(rejectedOf);
    if (rejectedOf !== null && rejecting === null) return noMigration(rejectedOf, "options.rejectedOf");
    const outcome = await context.migrations.start({
      pipeline: input.pipeline,
      options: givenOptions(input.options, rejecting),
      trigger: "API",
      startedBy: context.user.name,
      idempotencyKey: input.idempotencyKey ?? null,
      queue: input.queue ?? false,
    });
    return payload(context, outcome);
  }

  @Mutation(() => CancelMigrationPayload, { description: "Asks a migration to stop between two batches." })
  async cancelMigration(
    @Arg("id", () => ID, { description: "The migration's id." }) id: string,
    @Ctx() context: ApiContext,
  ): Promise<CancelMigrationPayload> {
    const number = migrationNumber(id);
    return number === null
      ? noMigration(id, "id")
      : payload(context, await context.migrations.cancel(number, context.user.name));
  }
}

async function payload({ readers }: ApiContext, { migrationId, problems }: RequestOutcome) {
  const migration = migrationId === null ? null : await readers.migrations.find(migrationId);
  return { migration, userErrors: problems };
}

function noMigration(id: string, field: string): StartMigrationPayload {
  const message = `There is no migration with the id ${id}.`;
  return { migration: null, userErrors: [{ code: "MIGRATION_NOT_FOUND", field, message }] };
}
