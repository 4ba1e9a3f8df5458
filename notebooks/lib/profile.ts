import { ProfileDocument, request, type StageName } from "./client.ts";
import { inPeriod } from "./syncs.ts";

/** What one run took, over all its models. */
export interface Profile {
  readonly id: string;
  readonly at: Date;
  readonly durationMs: number;
  readonly records: number;
  readonly recordsASecond: number;
  readonly memory: number | null;
  /** stages of the same name added up, in their order */
  readonly stages: readonly { readonly name: StageName; readonly ms: number }[];
}

/** What a stage does, behind "to". */
export const STAGES: Readonly<Partial<Record<StageName, string>>> = {
  CHECK: "check the sources",
  SETTLE: "settle earlier changes",
  READ: "read the sources",
  MATCH: "match",
  CLASSIFY: "classify",
  STORE: "store the findings",
  APPLY: "apply the changes",
  REPORT: "make the reports",
};

/** The succeeded runs of a pipeline, the oldest first. */
export async function readProfiles(pipeline: string): Promise<readonly Profile[]> {
  const { trend } = await request(ProfileDocument, { pipeline });
  const ids = [...new Set(trend.map(({ migrationId }) => migrationId))];
  return ids.flatMap((id) => {
    const points = trend.filter(({ migrationId }) => migrationId === id);
    const [first] = points;
    if (!first) return [];
    const { finishedAt, migration } = first;
    const durationMs = first.durationMs ?? 0;
    const records = points.reduce((sum, { result }) => sum + result.leftRecords + result.rightRecords, 0);
    const names = [...new Set(migration.stages.map(({ name }) => name))];
    const stages = names.map((name) => ({
      name,
      ms: migration.stages
        .filter((stage) => stage.name === name)
        .reduce((sum, stage) => sum + (stage.durationMs ?? 0), 0),
    }));
    const recordsASecond = durationMs === 0 ? 0 : (records / durationMs) * 1000;
    return [
      {
        id,
        at: new Date(finishedAt ?? 0),
        durationMs,
        records,
        recordsASecond,
        memory: migration.peakMemoryBytes,
        stages,
      },
    ];
  });
}

export function profilesIn(profiles: readonly Profile[], period: string): readonly Profile[] {
  return inPeriod(profiles, period);
}

export interface Estimate {
  readonly ms: number;
  readonly low: number;
  readonly high: number;
  /** from what it is reckoned, and how far it can be trusted */
  readonly how: string;
}

/** Sizes that differ by less say nothing about how time grows with size. */
const APART = 1.5;

/** What a run over so many records would take; null without any run. */
export function estimate(profiles: readonly Profile[], records: number): Estimate | null {
  const runs = profiles.filter((run) => run.records > 0 && run.durationMs > 0);
  if (runs.length === 0) return null;
  const sizes = runs.map((run) => run.records);
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  const paces = runs.map((run) => run.durationMs / run.records).sort((a, b) => a - b);
  const beyond =
    records > largest * 10 || records < smallest / 10
      ? " It is far from any run that was measured: take it as an order of magnitude."
      : "";
  if (largest / smallest < APART) {
    const pace = (share: number) => paces[Math.round((paces.length - 1) * share)] as number;
    const how = `All ${runs.length} runs are of about one size, so that time is taken to grow with the records; small runs cost more a record than large ones, so that this is rather too much.${beyond}`;
    return { ms: pace(0.5) * records, low: pace(0) * records, high: pace(1) * records, how };
  }
  const { base, each, deviation } = lineThrough(runs);
  const ms = Math.max(base + each * records, 0);
  const how = `By the line of least squares through ${runs.length} runs of ${smallest.toLocaleString("en-GB")} to ${largest.toLocaleString("en-GB")} records.${beyond}`;
  return { ms, low: Math.max(ms - 2 * deviation, 0), high: ms + 2 * deviation, how };
}

function lineThrough(runs: readonly Profile[]): {
  readonly base: number;
  readonly each: number;
  readonly deviation: number;
} {
  const mean = (of: (run: Profile) => number) => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const [size, time] = [mean((run) => run.records), mean((run) => run.durationMs)];
  const spread = mean((run) => (run.records - size) ** 2);
  // A run can't take less time for more records: such a slope is chance.
  const each = Math.max(mean((run) => (run.records - size) * (run.durationMs - time)) / spread, 0);
  const base = time - each * size;
  return { base, each, deviation: Math.sqrt(mean((run) => (run.durationMs - base - each * run.records) ** 2)) };
}
