import { createHash, type Hash } from "node:crypto";
import type pg from "pg";
import type { DeclaredReport } from "../../core/report/declaration.js";
import type { ReportText } from "./write.js";

/** A report's size and fingerprint. */
export interface Measurement {
  readonly bytes: number;
  readonly sha256: string;
}

/** Measures a text as it goes by. */
export class Meter {
  private readonly hash: Hash = createHash("sha256");
  bytes = 0;

  add(chunk: Buffer): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
  }

  /** To be asked for once, at the end. */
  result(): Measurement {
    return { bytes: this.bytes, sha256: this.hash.digest("hex") };
  }
}

/** Measures reports that are written at the same time. */
export async function measureTexts(
  reports: readonly DeclaredReport[],
  texts: AsyncIterable<ReportText>,
): Promise<ReadonlyMap<string, Measurement>> {
  const meters = new Map(reports.map(({ name }) => [name, new Meter()]));
  for await (const { report, text } of texts) meters.get(report.name)?.add(Buffer.from(text));
  return new Map([...meters].map(([name, meter]) => [name, meter.result()]));
}

export async function storeMeasurements(
  pool: pg.Pool,
  migrationId: number,
  measurements: ReadonlyMap<string, Measurement>,
): Promise<void> {
  const measured = [...measurements.values()];
  await pool.query(
    `insert into crosswalk.reports (migration_id, name, bytes, sha256)
     select $1, t.* from unnest($2::text[], $3::bigint[], $4::text[]) t
     on conflict (migration_id, name) do update set bytes = excluded.bytes, sha256 = excluded.sha256`,
    [migrationId, [...measurements.keys()], measured.map((m) => m.bytes), measured.map((m) => m.sha256)],
  );
}

/** What was measured of the reports of some migrations: by migration, then by name. */
export async function findMeasurements(
  pool: pg.Pool,
  migrationIds: readonly number[],
): Promise<ReadonlyMap<number, ReadonlyMap<string, Measurement>>> {
  const { rows } = await pool.query<Measurement & { id: number; name: string }>(
    `select migration_id as id, name, bytes::float8 as bytes, sha256
       from crosswalk.reports where migration_id = any ($1::int[])`,
    [migrationIds],
  );
  const found = new Map<number, Map<string, Measurement>>(migrationIds.map((id) => [id, new Map()]));
  for (const { id, name, bytes, sha256 } of rows) found.get(id)?.set(name, { bytes, sha256 });
  return found;
}
