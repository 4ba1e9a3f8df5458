import { makeHistory } from "../prisma/sample/history/make.js";
import type { App } from "../server/app.js";
import type { Config } from "../server/config.js";
import { followMigration, startMigration } from "./client/follow-migration.js";
import { SurplusDocument } from "./client/graphql/graphql.js";
import { createLocalClient } from "./client/local.js";

/** Runs both pipelines night after night over a sample that changes; the app has to work. */
export async function runHistory(
  app: App,
  config: Pick<Config, "npq" | "legacy">,
  nights: number,
  onNight?: (night: number) => void,
): Promise<void> {
  const client = createLocalClient(app.services);
  const { url } = app.database;
  try {
    await makeHistory({
      nights,
      mainUrl: url,
      npq: { url: config.npq.url ?? url, schema: config.npq.schema },
      legacy: { url: config.legacy.url ?? url, schema: config.legacy.schema },
      async migrate(pipeline) {
        const id = await startMigration(client, { pipeline });
        await followMigration(client, id, () => {});
        return Number(id);
      },
      async surplusUsers(migrationId, first) {
        const { duplicates } = await client.request(SurplusDocument, { migrationId: String(migrationId), first });
        return duplicates.nodes
          .filter(({ sameSide }) => !sameSide)
          .flatMap(({ records }) => records.nodes.filter(({ side }) => side === "RIGHT").slice(1))
          .map(({ id }) => id);
      },
      ...(onNight ? { onNight } : {}),
    });
  } finally {
    await client.close();
  }
}
