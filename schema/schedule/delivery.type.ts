import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import type { DeliveryStatus as DeliveryStatusName, Delivery as Stored } from "../../server/core/schedule/schedule.js";
import { connectionOf } from "../connection/connection.type.js";
import { DeliveryStatus } from "./schedule-enums.type.js";

@ObjectType({ description: "The news of one migration's end on its way to a webhook." })
export class WebhookDelivery implements Stored {
  @Field(() => ID, { description: "Its id: the receiver gets it as `crosswalk-delivery`, the same with each attempt." })
  id!: number;

  readonly url!: string;

  @Field(() => DeliveryStatus, { description: "How far it has come." })
  status!: DeliveryStatusName;

  @Field(() => Int, { description: "How often it was sent." })
  attempts!: number;

  @Field(() => Int, {
    nullable: true,
    description: "The HTTP status that the receiver answered last; null where it did not.",
  })
  responseStatus!: number | null;

  @Field(() => String, { nullable: true, description: "Why the last attempt did not succeed; null where it did." })
  error!: string | null;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was sent last." })
  lastAttemptAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it will be sent again; null where it will not." })
  nextAttemptAt!: Date | null;

  readonly migrationId!: number;
}

export const WebhookDeliveryConnection = connectionOf(WebhookDelivery, "WebhookDelivery", "deliveries");
