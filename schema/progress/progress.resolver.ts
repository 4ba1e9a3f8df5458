import { Arg, ID, Resolver, Root, Subscription } from "type-graphql";
import type { ProgressEvent } from "../../server/core/ports.js";
import type { StoredMigration } from "../../server/core/read-ports.js";
import type { ApiContext } from "../context.js";
import { apiError } from "../errors.js";
import { requireMigration } from "../finding/details.js";
import { Migration } from "../migration/migration.type.js";
import { chosenFrom, leavable } from "./leavable.js";
import { MigrationProgress } from "./progress.type.js";

@Resolver()
export class ProgressResolver {
  @Subscription(() => MigrationProgress, {
    description:
      "The progress of a migration: every event since `after` once and in order, then live ones, to the migration's end.",
    subscribe: ({ args, context }) => followMigration(context as ApiContext, args.migrationId, args.after ?? null),
  })
  migrationProgress(
    @Root() event: ProgressEvent,
    @Arg("migrationId", () => ID, { description: "The migration to follow." }) _migrationId: string,
    @Arg("after", () => String, {
      nullable: true,
      description: "The cursor of the last event that was seen; without it, all events from the beginning.",
    })
    _after: string | null,
  ): ProgressEvent {
    return event;
  }

  @Subscription(() => Migration, {
    description: "Migrations as they end, from now on.",
    subscribe: ({ args, context }) => finishedMigrations(context as ApiContext, args.pipeline ?? null),
  })
  migrationFinished(
    @Root() migration: StoredMigration,
    @Arg("pipeline", () => String, { nullable: true, description: "Only migrations of this pipeline." })
    _pipeline: string | null,
  ): StoredMigration {
    return migration;
  }
}

async function followMigration(context: ApiContext, id: string, after: string | null) {
  const migration = await requireMigration(context, id);
  if (after !== null && !/^\d{1,18}$/.test(after))
    throw apiError("BAD_CURSOR", "after is the cursor of a progress event of this migration; something else came.");
  return leavable((left) => context.progress.follow(migration.id, after, left));
}

async function finishedMigrations({ progress, readers }: ApiContext, pipeline: string | null) {
  return leavable((left) =>
    chosenFrom(progress.finished(left), async (id) => {
      const migration = await readers.migrations.find(id);
      return migration && (pipeline === null || migration.pipeline === pipeline) ? migration : null;
    }),
  );
}
