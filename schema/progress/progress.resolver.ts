import { Arg, Extensions, ID, Resolver, Root, Subscription } from "type-graphql";
import type { ProgressEvent } from "../../server/core/ports.js";
import type { StoredMigration } from "../../server/core/read-ports.js";
import type { ApiContext } from "../context.js";
import { apiError } from "../errors.js";
import { migrationNotFound, migrationNumber } from "../finding/details.js";
import { Migration } from "../migration/migration.type.js";
import { findTogether } from "./find-together.js";
import { chosenFrom, leavable } from "./leavable.js";
import { MigrationProgress } from "./progress.type.js";

@Resolver()
export class ProgressResolver {
  // what is told of an event does not depend on it: subscribers share the telling wherever they began
  @Extensions({ cursorArgument: "after" })
  @Subscription(() => MigrationProgress, {
    description:
      "The progress of a migration: every event since `after` once and in order, then live ones; it completes with the " +
      "migration's end. Where the connection goes first (1001: the server stops; 1006: it was lost, or this client did " +
      "not answer pings because it read too slowly), subscribe again with the last cursor as `after`: nothing is " +
      "missed, and nothing comes twice.",
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
    description:
      "Migrations as they end, from now on: each once, in the order of their ends, wherever they ran. Where the " +
      "connection goes, subscribe again and see `migrations` for what ended meanwhile; so does SUBSCRIBER_TOO_SLOW ask, " +
      "the error for who is 1000 ends behind.",
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
  const number = migrationNumber(id);
  const migration = number === null ? null : await findTogether(context.readers.migrations, number);
  if (!migration) throw migrationNotFound(id);
  if (after !== null && !/^\d{1,18}$/.test(after))
    throw apiError("BAD_CURSOR", "after is the cursor of a progress event of this migration; something else came.");
  return leavable((left) => context.progress.follow(migration.id, after, left));
}

async function finishedMigrations({ progress, readers }: ApiContext, pipeline: string | null) {
  return leavable((left) =>
    chosenFrom(progress.finished(left), async (id) => {
      const migration = await findTogether(readers.migrations, id);
      return migration && (pipeline === null || migration.pipeline === pipeline) ? migration : null;
    }),
  );
}
