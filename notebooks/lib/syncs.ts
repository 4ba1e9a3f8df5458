import { request, SyncsDocument, type SyncsQuery } from "./client.ts";

type Read = SyncsQuery["trend"][number]["migration"];

/** One sync, as charts use it. */
export interface Sync {
  readonly id: string;
  readonly at: Date;
  readonly durationMs: number;
  readonly rowsASecond: number;
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly success: number | null;
  readonly successLevel: Read["successLevel"];
  readonly efficiency: number | null;
  readonly efficiencyLevel: Read["efficiencyLevel"];
  readonly detections: Read["detections"];
  readonly rejections: Read["rejectionCounts"];
}

export interface Syncs {
  readonly syncs: readonly Sync[];
  readonly thresholds: SyncsQuery["thresholds"];
}

/** The succeeded syncs of a pipeline, the oldest first. */
export async function readSyncs(pipeline: string): Promise<Syncs> {
  const { trend, thresholds } = await request(SyncsDocument, { pipeline });
  const syncs = trend.flatMap(({ migrationId, finishedAt, durationMs, migration }) => {
    const { rows, successRate, efficiency, successLevel, efficiencyLevel, detections, rejectionCounts } = migration;
    if (!rows) return [];
    const ms = durationMs ?? 0;
    return [
      {
        ...rows,
        id: migrationId,
        at: new Date(finishedAt ?? 0),
        durationMs: ms,
        rowsASecond: ms === 0 ? 0 : (rows.read / ms) * 1000,
        success: successRate,
        successLevel,
        efficiency,
        efficiencyLevel,
        detections,
        rejections: rejectionCounts,
      },
    ];
  });
  return { syncs, thresholds };
}

/** Those of a period that ends with the newest. */
export function inPeriod<Run extends { readonly at: Date }>(runs: readonly Run[], period: string): readonly Run[] {
  const days = Number(/\d+/.exec(period)?.[0] ?? Number.POSITIVE_INFINITY);
  const newest = Math.max(...runs.map(({ at }) => at.getTime()));
  return runs.filter(({ at }) => newest - at.getTime() <= days * 86_400_000);
}
