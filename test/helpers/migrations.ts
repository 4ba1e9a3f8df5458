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

/** Starts a migration that has to start, and waits until a worker has taken it up; gives its id. */
export async function startMigration(app: App, options: MigrationOptions = {}): Promise<number> {
  const { migrationId, problems } = await app.migrations.start(request(options));
  expect(problems).toEqual([]);
  const id = migrationId as number;
  for await (const { progress } of app.progress.follow(id, null)) if (progress.status !== "QUEUED") break;
  return id;
}

/** A migration from its start to its end. */
export async function runMigration(app: App, options: MigrationOptions = {}): Promise<EndedMigration> {
  return endOf(app, await startMigration(app, options));
}

/** Waits for the end of a migration, wherever it runs. */
export async function endOf(app: App, id: number): Promise<EndedMigration> {
  await ended(app, id);
  return migrationOf(app, id);
}

/** Waits for the end of a migration: its last event tells it. */
export async function ended(app: App, id: number): Promise<void> {
  for await (const _ of app.progress.follow(id, null));
}

export async function migrationOf(app: App, id: number): Promise<EndedMigration> {
  return (await app.database.prisma()).migration.findUniqueOrThrow({
    where: { id },
    select: { id: true, status: true, errorCode: true, errorMessage: true, unsettled: true },
  });
}
