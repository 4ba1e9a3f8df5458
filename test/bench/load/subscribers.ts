import { type ApiClient, createApiClient } from "../../../scripts/client/client.js";
import { MigrationProgressDocument } from "../../../scripts/client/graphql/graphql.js";
import type { Crosswalk } from "../crosswalk/start.js";

export interface Delivered {
  /** the cursors of the events that each subscriber got, in the order in which they came */
  readonly cursors: readonly (readonly string[])[];
  /** from an event's own time until it came, in milliseconds */
  readonly delays: readonly number[];
}

export interface Following extends Pick<Crosswalk, "url" | "credentials"> {
  readonly migrationId: string;
  readonly subscribers: number;
}

/** Has so many follow a migration to its end, each over a connection of its own. */
export async function follow({ url, credentials, migrationId, subscribers }: Following): Promise<Delivered> {
  const delays: number[] = [];
  const cursors = await Promise.all(
    Array.from({ length: subscribers }, async () => {
      const client = createApiClient({ url, ...credentials });
      try {
        return await listen(client, migrationId, delays);
      } finally {
        await client.close();
      }
    }),
  );
  return { cursors, delays };
}

async function listen(client: ApiClient, migrationId: string, delays: number[]): Promise<readonly string[]> {
  const cursors: string[] = [];
  for await (const { migrationProgress } of client.subscribe(MigrationProgressDocument, { migrationId, after: null })) {
    cursors.push(migrationProgress.cursor);
    delays.push(Date.now() - Date.parse(String(migrationProgress.at)));
  }
  return cursors;
}
