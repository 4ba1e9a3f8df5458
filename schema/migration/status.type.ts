import type { ChangeDetection as ChangeDetectionName, Mode as ModeName } from "../../server/core/options.js";
import type { Trigger as TriggerName } from "../../server/core/ports.js";
import type { MigrationOrder as Order } from "../../server/core/read-ports.js";
import type { MigrationStatus as Status } from "../../server/core/status.js";
import { enumOf } from "../enum.js";

export const MigrationStatus = enumOf<Status>("MigrationStatus", "How far a migration has come.", {
  QUEUED: "It waits for a worker, or, where it is `waiting`, for the end of another migration of its pipeline.",
  RUNNING: "It is under way.",
  CANCELLING: "Somebody asked for it to be cancelled; it stops between two batches.",
  SUCCEEDED: "It came to its end.",
  FAILED: "An error ended it: see `error`.",
  CANCELLED: "It was cancelled.",
});

export const MigrationOrder = enumOf<Order>("MigrationOrder", "The order of a list of migrations.", {
  NEWEST_FIRST: "The one that was asked for last comes first.",
  OLDEST_FIRST: "The one that was asked for first comes first.",
});

export const Trigger = enumOf<TriggerName>("Trigger", "What started a migration.", {
  API: "A mutation.",
  COMMAND_LINE: "A person at the command line.",
  SCHEDULE: "A schedule.",
});

export const Mode = enumOf<ModeName>("Mode", "Which records a migration may write.", {
  UPSERT: "Create what is new, update what changed.",
  CREATE_ONLY: "Create what is new, leave the rest.",
  UPDATE_ONLY: "Update what changed, create nothing.",
});

export const ChangeDetection = enumOf<ChangeDetectionName>("ChangeDetection", "What tells that a row has changed.", {
  IPK: "Its identity primary key in the legacy system: it changes when the row is rewritten, but not on every edit.",
  CONTENT: "A fingerprint of its content.",
  BOTH: "Either of them.",
});
