import { FinishedDocument, type PipelinesQuery, request, subscribe, TrendDocument, type TrendQuery } from "./client.ts";

export type Pipeline = PipelinesQuery["pipelines"][number];

/** One model's result in one run, as charts use it. */
export type Point = Omit<TrendQuery["trend"][number], "finishedAt"> & {
  readonly at: Date;
  readonly unresolved: number;
};

/** Gives a value now, and again whenever a migration of the pipeline has ended: for Generators.observe. */
export function whenever<T>(pipeline: string, read: () => Promise<T>, change: (value: T) => void): () => void {
  // A promise that fails is an error of the cell that observes it, and of no other.
  const tell = (): void => change(read() as T);
  tell();
  return subscribe(FinishedDocument, { pipeline }, tell);
}

/** The succeeded runs of a pipeline, the oldest first. */
export async function readPoints(pipeline: string): Promise<readonly Point[]> {
  const { trend } = await request(TrendDocument, { pipeline });
  return trend.map(({ finishedAt, ...point }) => ({
    ...point,
    at: new Date(finishedAt ?? 0),
    unresolved: point.orphanedLeft + point.orphanedRight + point.duplicates,
  }));
}

export const PERIODS = ["All runs", "Last 7 days", "Last 30 days", "Last 90 days"] as const;

/** Those of a model in a period that ends with the newest of all. */
export function pointsOf(points: readonly Point[], model: string, period: string): readonly Point[] {
  const days = Number(/\d+/.exec(period)?.[0] ?? Number.POSITIVE_INFINITY);
  const newest = Math.max(...points.map(({ at }) => at.getTime()));
  return points.filter((point) => point.model === model && newest - point.at.getTime() <= days * 86_400_000);
}

/** A run at which something changed that it was judged by. */
export interface Turn {
  readonly at: Date;
  readonly migrationId: string;
  readonly what: string;
}

/** Runs that were judged by other rules, or by another version of Crosswalk, than the one before them. */
export function turnsOf(points: readonly Point[]): readonly Turn[] {
  return points.slice(1).flatMap(({ at, migrationId, migration }, i) => {
    const before = points[i]?.migration;
    const what = [
      before?.rules === migration.rules ? [] : ["rules"],
      before?.codeVersion === migration.codeVersion ? [] : ["version"],
    ].flat();
    return what.length === 0 ? [] : [{ at, migrationId, what: what.join(" and ") }];
  });
}

/** What is true of a pipeline whose newest migration did not succeed; null where it did. */
export function troubleOf({ latestMigration }: Pick<Pipeline, "latestMigration">): string | null {
  if (!latestMigration) return null;
  const { id, status, error } = latestMigration;
  if (status === "FAILED")
    return `The newest run (${id}) failed with ${error?.code ?? "no code"}; it is not counted here.`;
  return status === "CANCELLED" ? `The newest run (${id}) was cancelled; it is not counted here.` : null;
}
