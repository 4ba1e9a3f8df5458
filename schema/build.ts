import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, getMetadataStorage } from "type-graphql";
import { AuditResolver } from "./audit/audit.resolver.js";
import { BridgeResolver } from "./bridge/bridge.resolver.js";
import { ChangeResolver } from "./change/change.resolver.js";
import { DuplicateResolver } from "./duplicate/duplicate.resolver.js";
import { FlowResolver } from "./flow/flow.resolver.js";
import { MatchResolver } from "./match/match.resolver.js";
import { MeResolver } from "./me/me.resolver.js";
import { MigrationFiguresResolver } from "./migration/figures.resolver.js";
import { MigrationResolver } from "./migration/migration.resolver.js";
import { MigrationMutationResolver } from "./migration/mutation.resolver.js";
import { ModelResultResolver } from "./migration/result.resolver.js";
import { CandidateResolver } from "./orphan/candidate.resolver.js";
import { OrphanResolver } from "./orphan/orphan.resolver.js";
import { PipelineResolver } from "./pipeline/pipeline.resolver.js";
import { ProgressResolver } from "./progress/progress.resolver.js";
import { RecordResolver } from "./record/record.resolver.js";
import { RejectionResolver } from "./rejection/rejection.resolver.js";
import { RetentionResolver } from "./retention/retention.resolver.js";
import { applyRules } from "./rules.js";
import { ScheduleResolver } from "./schedule/schedule.resolver.js";
import {
  MigrationScheduleResolver,
  PipelineSchedulesResolver,
  ScheduledRunResolver,
  WebhookDeliveryResolver,
  WebhookResolver,
} from "./schedule/schedule-links.resolver.js";
import { ScheduleMutationResolver } from "./schedule/schedule-mutation.resolver.js";
import { SessionResolver } from "./session/session.resolver.js";
import { SharedValueResolver } from "./shared-value/shared-value.resolver.js";
import { SponsorResolver } from "./sponsor/sponsor.resolver.js";
import { SurveyResolver } from "./survey/survey.resolver.js";
import { ThresholdsResolver } from "./thresholds/thresholds.resolver.js";
import { TokenResolver } from "./token/token.resolver.js";
import { TrendPointResolver, TrendResolver } from "./trend/trend.resolver.js";
import { UserResolver } from "./user/user.resolver.js";

/** The API's schema, with the rules of who may use it. */
export function buildApiSchema(): GraphQLSchema {
  // Plain fields are read as they are; what would come between them and an answer is elsewhere (see ./rules.ts).
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers = true;
  const schema = buildSchemaSync({
    resolvers: [
      MeResolver,
      PipelineResolver,
      MigrationResolver,
      MigrationFiguresResolver,
      MigrationMutationResolver,
      ModelResultResolver,
      MatchResolver,
      OrphanResolver,
      CandidateResolver,
      DuplicateResolver,
      RecordResolver,
      RejectionResolver,
      ChangeResolver,
      SharedValueResolver,
      SponsorResolver,
      SurveyResolver,
      FlowResolver,
      BridgeResolver,
      ThresholdsResolver,
      TrendResolver,
      TrendPointResolver,
      ScheduleResolver,
      ScheduleMutationResolver,
      PipelineSchedulesResolver,
      MigrationScheduleResolver,
      ScheduledRunResolver,
      WebhookDeliveryResolver,
      WebhookResolver,
      ProgressResolver,
      MeResolver,
      SessionResolver,
      UserResolver,
      TokenResolver,
      AuditResolver,
      RetentionResolver,
    ],
    // what a pipeline takes is checked by core, with user errors for answers
    validate: false,
    // Each start would query all of the schema to find out whether it is one; a test does.
    skipCheck: true,
    // type-graphql asks for one; our subscriptions come from the progress feed
    pubSub: { publish: () => {}, subscribe: unused },
  });
  return applyRules(schema);
}

function unused(): never {
  throw new Error("no subscription of this schema goes through a PubSub");
}
