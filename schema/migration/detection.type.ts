import { Field, Int, ObjectType } from "type-graphql";
import type { Detection as Name } from "../../server/core/upsert/detect.js";
import { enumOf } from "../enum.js";

export const Detection = enumOf<Name>(
  "Detection",
  "What showed that a row of the source differs from what was taken of it before.",
  {
    NEW: "There was nothing to compare it with.",
    IPK: "Its identity primary key in the legacy system is another, or it has none; its content is as before or was not compared.",
    CONTENT: "Its content is another; its identity primary key is as before or was not compared.",
    IPK_AND_CONTENT: "Both its identity primary key and its content are others.",
    FORCED: "Nothing: the migration was told to update all the same.",
  },
);

@ObjectType({ description: "How many rows of an upsert a kind of detection decided about." })
export class DetectionCount {
  @Field(() => Detection, { description: "What decided." })
  detectedBy!: Name;

  @Field(() => Int, { description: "How many rows." })
  rows!: number;
}
