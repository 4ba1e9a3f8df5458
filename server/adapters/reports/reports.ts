import { Readable } from "node:stream";
import type pg from "pg";
import { CrosswalkError } from "../../core/errors.js";
import { DEFAULT_THRESHOLDS, type Thresholds } from "../../core/levels.js";
import type { Pipeline } from "../../core/pipeline.js";
import { CONTENT_TYPES, type DeclaredReport, type ReportView } from "../../core/report/declaration.js";
import { isActive } from "../../core/status.js";
import { type FoundMigration, findMigration, findMigrations } from "./find-migrations.js";
import { readOutline } from "./head.js";
import { findMeasurements, type Measurement, measureTexts, storeMeasurements } from "./measure.js";
import { inSnapshot } from "./snapshot.js";
import { metered, verified } from "./verify.js";
import { writeReports } from "./write.js";

/** A report as a list shows it; not measured before it was made whole once. */
export interface ReportEntry {
  readonly kind: string;
  readonly model: string | null;
  readonly format: "yaml" | "csv" | "json";
  readonly view: ReportView;
  readonly name: string;
  readonly fileName: string;
  readonly url: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
}

export interface OpenReport extends Pick<ReportEntry, "fileName" | "view" | "bytes" | "sha256"> {
  readonly contentType: string;
  /** nothing is read, and no connection taken, before somebody reads from it */
  readonly stream: Readable;
}

export interface Reports {
  /** the reports of each migration that can be downloaded: none while it is active or when its details are deleted */
  list(migrationIds: readonly number[]): Promise<readonly (readonly ReportEntry[])[]>;
  /**
   * Makes reports once, those that bear their kind's name, and keeps their sizes and fingerprints. Of an active migration those that do not say how it
   * ended; such a one is measured by its first download, or by measuring again after the end.
   */
  measure(migrationId: number): Promise<void>;
  /** null where there is no such report; a CrosswalkError where there is one, but not now or not any more */
  open(migrationId: number, name: string): Promise<OpenReport | null>;
}

/** Each open report holds a connection for as long as its reader takes. */
const MOST_OPEN = 4;

export interface ReportsOptions {
  readonly pool: pg.Pool;
  readonly pipelines: readonly Pipeline[];
  readonly thresholds?: Thresholds;
}

/** Reports are views of a migration's findings, written anew for each reader, always with the same bytes. */
export function createReports({ pool, pipelines, thresholds = DEFAULT_THRESHOLDS }: ReportsOptions): Reports {
  let open = 0;

  async function* write(migrationId: number, report: DeclaredReport): AsyncGenerator<Buffer, void, undefined> {
    if (open >= MOST_OPEN)
      throw new CrosswalkError(
        "REPORTS_BUSY",
        `${MOST_OPEN} reports are being downloaded, which is as many as can be at a time. Try again in a while.`,
      );
    open++;
    try {
      yield* inSnapshot(pool, async function* (client) {
        const outline = await readOutline(client, migrationId, { pipelines, thresholds });
        for await (const { text } of writeReports(client, outline, [report])) yield Buffer.from(text);
      });
    } finally {
      open--;
    }
  }

  return {
    async list(migrationIds) {
      const migrations = await findMigrations(pool, pipelines, migrationIds);
      const measured = await findMeasurements(pool, migrationIds);
      return migrationIds.map((id) => {
        const migration = migrations.get(id);
        if (!migration || isActive(migration.status) || migration.detailsDeletedAt !== null) return [];
        return migration.reports.map((report) => entryOf(report, measured.get(id)?.get(report.name)));
      });
    },

    async measure(migrationId) {
      const migration = await findMigration(pool, pipelines, migrationId);
      if (!migration) return;
      const reports = migration.reports.filter(
        ({ kind, isNamesake }) => isNamesake && !(kind.tellsEnd && isActive(migration.status)),
      );
      const measuring = inSnapshot(pool, async function* (client) {
        const outline = await readOutline(client, migrationId, { pipelines, thresholds });
        yield await measureTexts(reports, writeReports(client, outline, reports));
      });
      // Stored once the snapshot's connection is free again: else it would take another one, and that has to be made.
      const measured: ReadonlyMap<string, Measurement>[] = [];
      for await (const measurements of measuring) measured.push(measurements);
      for (const measurements of measured) await storeMeasurements(pool, migrationId, measurements);
    },

    async open(migrationId, name) {
      const migration = await findMigration(pool, pipelines, migrationId);
      const report = migration?.reports.find((each) => each.name === name);
      if (!migration || !report) return null;
      assertReadable(migrationId, migration);
      const measured = (await findMeasurements(pool, [migrationId])).get(migrationId)?.get(name);
      const chunks = write(migrationId, report);
      const keep = (found: Measurement) => storeMeasurements(pool, migrationId, new Map([[name, found]]));
      return {
        fileName: report.fileName,
        view: report.view,
        contentType: CONTENT_TYPES[report.kind.format],
        bytes: measured?.bytes ?? null,
        sha256: measured?.sha256 ?? null,
        stream: Readable.from(measured ? verified(chunks, measured, keep) : metered(chunks, keep), {
          objectMode: false,
        }),
      };
    },
  };
}

function entryOf(report: DeclaredReport, measured: Measurement | undefined): ReportEntry {
  const { kind, model, view, name, fileName, url } = report;
  const { bytes, sha256 } = measured ?? { bytes: null, sha256: null };
  return { kind: kind.kind, model, format: kind.format, view, name, fileName, url, bytes, sha256 };
}

function assertReadable(id: number, { status, detailsDeletedAt }: FoundMigration): void {
  if (detailsDeletedAt !== null)
    throw new CrosswalkError(
      "DETAILS_DELETED",
      `The details of migration ${id} went on ${detailsDeletedAt.toISOString()} under the retention setting; its metrics are kept.`,
    );
  if (isActive(status))
    throw new CrosswalkError(
      "MIGRATION_ACTIVE",
      `Migration ${id} is under way. Its reports are there when it has ended.`,
    );
}
