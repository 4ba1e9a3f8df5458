/** The states that a migration may take. */
export type MigrationStatus = "QUEUED" | "RUNNING" | "CANCELLING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** Every way from one state to another, and why it is taken. There is no other. */
export const TRANSITIONS = [
  { from: "QUEUED", to: "RUNNING", because: "a process took it up" },
  { from: "QUEUED", to: "CANCELLED", because: "it was cancelled before it began" },
  { from: "QUEUED", to: "FAILED", because: "the process that was to run it is gone" },
  { from: "RUNNING", to: "SUCCEEDED", because: "it came to its end" },
  { from: "RUNNING", to: "FAILED", because: "an error ended it, or the process that ran it is gone" },
  { from: "RUNNING", to: "CANCELLING", because: "somebody asked for it to be cancelled" },
  { from: "CANCELLING", to: "CANCELLED", because: "it stopped between two batches" },
  { from: "CANCELLING", to: "SUCCEEDED", because: "it came to its end before it could stop" },
  { from: "CANCELLING", to: "FAILED", because: "an error ended it, or the process that ran it is gone" },
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
