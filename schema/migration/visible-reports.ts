import type { ApiContext } from "../context.js";
import type { ListedReport } from "../services.js";

/** The reports of a migration that the person who asks may download. */
export async function visibleReports(
  { loaders, personal }: ApiContext,
  migrationId: number,
): Promise<readonly ListedReport[]> {
  const reports = await loaders.reports.load(migrationId);
  return personal.isShown ? reports : reports.filter(({ view }) => view !== "FULL");
}
