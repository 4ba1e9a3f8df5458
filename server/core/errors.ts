/** An error a person can act on: a stable code, what was expected, what came, what to do. */
export class CrosswalkError extends Error {
  override readonly name: string = "CrosswalkError";

  constructor(
    readonly code: string,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** What ends a migration that somebody cancelled. */
export class MigrationCancelled extends CrosswalkError {
  override readonly name = "MigrationCancelled";

  constructor() {
    super(
      "MIGRATION_CANCELLED",
      "The migration was cancelled. What it had written stays, and is listed in its changes.",
    );
  }
}

/** Another worker has this part of a migration now: whoever gets this stops, and touches nothing any more. */
export class PartLost extends CrosswalkError {
  override readonly name = "PartLost";

  constructor() {
    super("PART_LOST", "Another worker goes on with this part of the migration.");
  }
}
