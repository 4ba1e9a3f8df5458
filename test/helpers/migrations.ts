import { expect } from "vitest";
import type { App } from "../../server/app.js";
import type { MigrationOptions } from "../../server/core/options.js";
import type { StartRequest } from "../../server/core/ports.js";
import type { MigrationStatus } from "../../server/core/status.js";

/** How a migration ended, as it is kept. */
export interface EndedMigration {
  readonly id: number;
  readonly status: MigrationStatus;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly unsettled: boolean;
}

export function request(options: MigrationOptions = {}, rest: Partial<StartRequest> = {}): StartRequest {
  return { pipeline: "npq", options, trigger: "API", startedBy: "test", idempotencyKey: null, ...rest };
}

/** Starts a migration that has to start; gives its id. */
export async function startMigration(app: App, options: MigrationOptions = {}): Promise<number> {
  const { migrationId, problems } = await app.migrations.start(request(options));
  expect(problems).toEqual([]);
  return migrationId as number;
}

/** A migration from its start to its end. */
export async function runMigration(app: App, options: MigrationOptions = {}): Promise<EndedMigration> {
  return endOf(app, await startMigration(app, options));
}

/** Waits for the end of a migration that runs in this app. */
export async function endOf(app: App, id: number): Promise<EndedMigration> {
  await app.migrations.ended(id);
  return migrationOf(app, id);
}

export async function migrationOf(app: App, id: number): Promise<EndedMigration> {
  return app.database.prisma.migration.findUniqueOrThrow({
    where: { id },
    select: { id: true, status: true, errorCode: true, errorMessage: true, unsettled: true },
  });
}
