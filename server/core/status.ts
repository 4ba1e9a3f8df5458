/** The states that a migration may take. */
export const STATUSES = ["QUEUED", "RUNNING", "CANCELLING", "SUCCEEDED", "FAILED", "CANCELLED"] as const;
export type MigrationStatus = (typeof STATUSES)[number];

/** Every way from one state to another, and why it is taken. There is no other. */
export const TRANSITIONS = [
  { from: "QUEUED", to: "RUNNING", because: "a worker took its first part" },
  { from: "QUEUED", to: "CANCELLED", because: "it was cancelled before it began" },
  { from: "QUEUED", to: "FAILED", because: "worker after worker was lost before it began" },
  { from: "RUNNING", to: "SUCCEEDED", because: "it came to its end" },
  { from: "RUNNING", to: "FAILED", because: "an error ended it, or worker after worker was lost at one piece of it" },
  { from: "RUNNING", to: "CANCELLING", because: "somebody asked for it to be cancelled" },
  { from: "CANCELLING", to: "CANCELLED", because: "the last of its parts that ran stopped between two batches" },
  { from: "CANCELLING", to: "SUCCEEDED", because: "it came to its end before it could stop" },
  { from: "CANCELLING", to: "FAILED", because: "an error ended it before it could stop" },
] as const satisfies readonly { from: MigrationStatus; to: MigrationStatus; because: string }[];

/** The states from which a migration can come to another. */
export function statesBefore(to: MigrationStatus): readonly MigrationStatus[] {
  return TRANSITIONS.filter((transition) => transition.to === to).map((transition) => transition.from);
}

/** The states in which a migration is under way; a pipeline has at most one migration in them. */
export const ACTIVE = ["QUEUED", "RUNNING", "CANCELLING"] as const satisfies readonly MigrationStatus[];

export function isActive(status: MigrationStatus): boolean {
  return (ACTIVE as readonly MigrationStatus[]).includes(status);
}

/** The migration is over, and stays as it is. */
export function hasEnded(status: MigrationStatus): boolean {
  return !isActive(status);
}
