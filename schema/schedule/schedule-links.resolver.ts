import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { Principal } from "../../server/core/access/principal.js";
import { includesRole } from "../../server/core/access/role.js";
import type { StoredMigration } from "../../server/core/read-ports.js";
import { MASK } from "../../server/core/report/mask.js";
import type { Schedule as Stored } from "../../server/core/schedule/schedule.js";
import type { ApiContext } from "../context.js";
import { Migration } from "../migration/migration.type.js";
import { Pipeline } from "../pipeline/pipeline.type.js";
import { WebhookDelivery } from "./delivery.type.js";
import { Schedule, Webhook } from "./schedule.type.js";
import { ScheduledRun } from "./scheduled-run.type.js";

@Resolver(() => Pipeline)
export class PipelineSchedulesResolver {
  @FieldResolver(() => [Schedule], { description: "The schedules by which it is migrated, by name." })
  schedules(@Root() { name }: Pipeline, @Ctx() { loaders }: ApiContext): Promise<readonly Stored[]> {
    return loaders.schedulesOf.load(name);
  }
}

@Resolver(() => Migration)
export class MigrationScheduleResolver {
  @FieldResolver(() => Schedule, {
    nullable: true,
    description: "The schedule that started it; null where none did, and where it is deleted.",
  })
  async schedule(@Root() { scheduleId }: Migration, @Ctx() { loaders }: ApiContext): Promise<Stored | null> {
    return scheduleId === null ? null : loaders.schedule.load(scheduleId);
  }
}

@Resolver(() => ScheduledRun)
export class ScheduledRunResolver {
  @FieldResolver(() => Migration, {
    nullable: true,
    description: "The migration that was started for it; null where none was.",
  })
  async migration(@Root() { migrationId }: ScheduledRun, @Ctx() { loaders }: ApiContext) {
    return migrationId === null ? null : loaders.migration.load(migrationId);
  }
}

@Resolver(() => Webhook)
export class WebhookResolver {
  @FieldResolver(() => String, {
    description: "Where the news is posted; for those who keep schedules, the whole of it.",
  })
  url(@Root() { url }: Webhook, @Ctx() { user }: ApiContext): string {
    return shownUrl(url, user);
  }
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @FieldResolver(() => String, {
    description: "Where it was sent last, or will be sent first; for those who keep schedules, the whole of it.",
  })
  url(@Root() { url }: WebhookDelivery, @Ctx() { user }: ApiContext): string {
    return shownUrl(url, user);
  }

  @FieldResolver(() => Migration, { nullable: true, description: "The migration whose end it tells." })
  migration(@Root() { migrationId }: WebhookDelivery, @Ctx() { loaders }: ApiContext): Promise<StoredMigration | null> {
    return loaders.migration.load(migrationId);
  }
}

/** The path of many a webhook is a secret: who knows it can post there. */
function shownUrl(url: string, { role }: Principal): string {
  return includesRole(role, "OPERATOR") || !URL.canParse(url) ? url : `${new URL(url).origin}/${MASK}`;
}
