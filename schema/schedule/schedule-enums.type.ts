import type {
  DeliveryStatus as DeliveryStatusName,
  Missed as MissedName,
  WebhookOccasion as Occasion,
  Overlap as OverlapName,
  RunDecision as RunDecisionName,
} from "../../server/core/schedule/schedule.js";
import { enumOf } from "../enum.js";

export const Overlap = enumOf<OverlapName>(
  "Overlap",
  "What a schedule does where another migration of its pipeline is active when it is due.",
  {
    SKIP: "It starts none, and its history says which one was active.",
    QUEUE: "It starts one that waits for the end of those before it.",
  },
);

export const Missed = enumOf<MissedName>(
  "Missed",
  "What a schedule does about due times that passed by more than a minute while no server ran.",
  {
    NONE: "It lists them in its history, and waits for the next.",
    ONCE: "It starts one migration for all of them, as soon as a server runs again.",
  },
);

export const WebhookOccasion = enumOf<Occasion>("WebhookOccasion", "After which ends a webhook is told.", {
  FAILURE: "The migration failed or was cancelled.",
  CRITICAL: "It failed or was cancelled, or it succeeded with a success rate that is CRITICAL.",
  EVERY_END: "Any.",
});

export const RunDecision = enumOf<RunDecisionName>("RunDecision", "What was decided about a due time.", {
  STARTED: "A migration was started, or waits its turn.",
  SKIPPED: "Another migration was active, and the schedule skips then.",
  MISSED: "Nothing was there to start one when it was due, and none was started for it later.",
  REFUSED: "The migration could not be started as the schedule asks for it.",
});

export const DeliveryStatus = enumOf<DeliveryStatusName>("DeliveryStatus", "How far a webhook's news has come.", {
  PENDING: "It is sent, or will be sent again.",
  DELIVERED: "The receiver took it: it answered 200 to 299.",
  FAILED: "It was given up.",
});
