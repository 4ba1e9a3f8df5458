import type { MigrationOptions } from "../options.js";
import type { ReportKind, ReportWriter } from "./report.js";
import type { ReportedUpsert } from "./reported.js";
import type { ResultHead } from "./result-head.js";

/** Where the schema of the report is served. */
export const STUDENT_REPORT_SCHEMA_URL = "/schemas/student-report.json";

/** What an upsert did, as the guide of the student migration has it; its shape is schema/reports/student-report.schema.json. */
export const upsertJson: ReportKind = {
  kind: "upsert",
  format: "json",
  of: "UPSERT",
  per: "MIGRATION",
  tellsEnd: true,
  sections: ["rejections"],
  namesakes: "MASKED",
  fileName: ({ pipeline, isDryRun, startedAt }) =>
    `${pipeline.replace(/s$/, "")}_migration_idempotent_${isDryRun ? "dry_run" : "migration"}_report_${stamp(startedAt)}.json`,
  begin: ({ head, upsert }) => jsonReport(head, upsert as ReportedUpsert),
};

/** The summary, then every rejected row, one a line. */
function jsonReport(head: ResultHead, upsert: ReportedUpsert): ReportWriter {
  let text = `${JSON.stringify(summaryOf(head, upsert), null, 2).slice(0, -2)},\n  "rejections": [`;
  let separator = "\n    ";
  return {
    *write(part) {
      if (part.section !== "rejections") return;
      for (const entry of part.entries) {
        text += separator + JSON.stringify(rejectionEntry(entry as LoggedRejection));
        separator = ",\n    ";
        if (text.length < PIECE) continue;
        yield text;
        text = "";
      }
    },
    *end() {
      yield `${text}\n  ]\n}\n`;
    },
  };
}

const PIECE = 1 << 15;

function summaryOf({ migration, effects }: ResultHead, upsert: ReportedUpsert): object {
  const { rows, rates, detections, unknownCodes, rejections, recommendations } = upsert;
  const { options, ...execution } = migration;
  return {
    $schema: STUDENT_REPORT_SCHEMA_URL,
    migration: execution,
    configuration: configurationOf(options),
    summary: {
      input: { rows: rows.read, processed: rows.successful + rows.rejected },
      output: {
        successful: rows.successful,
        created: rows.created,
        updated: rows.updated,
        unchanged: rows.unchanged,
        entities: entitiesOf(effects, upsert),
        detections,
        unknownCodes: { total: unknownCodes.total, rows: unknownCodes.rows, codes: unknownCodes.codes },
      },
      rejected: { rows: rows.rejected, reasons: rejections },
    },
    success: { rate: rates.successRate, level: rates.successLevel },
    efficiency: { rate: rates.efficiency, level: rates.efficiencyLevel },
    recommendations,
  };
}

/** What the migration was told, with what holds where it was told nothing. */
function configurationOf(options: MigrationOptions): object {
  return {
    mode: options.mode ?? "UPSERT",
    changeDetection: options.changeDetection ?? "BOTH",
    forceUpdate: options.forceUpdate ?? false,
    dryRun: options.dryRun ?? false,
    batchSize: options.batchSize ?? null,
    filters: {
      modifiedSince: options.modifiedSince ?? null,
      idRange: options.idRange ?? null,
      limit: options.limit ?? null,
      rejectedOf: options.rejectedOf === undefined ? null : String(options.rejectedOf),
    },
  };
}

/** Every entity in its order, also one that nothing was done to. */
function entitiesOf(effects: ResultHead["effects"], { entities }: ReportedUpsert): ResultHead["effects"] {
  const none = { created: 0, updated: 0, unchanged: 0, deleted: 0, ended: 0 };
  const declared = entities.map(
    ({ name }) => effects.find(({ entity }) => entity === name) ?? { entity: name, ...none },
  );
  return [...declared, ...effects.filter(({ entity }) => !entities.some(({ name }) => name === entity))];
}

interface LoggedRejection {
  readonly recordId: string;
  readonly reason: string;
  readonly message: string;
  readonly row: unknown;
}

function rejectionEntry({ recordId, reason, message, row }: LoggedRejection): object {
  return { id: recordId, reason, details: message, row };
}

/** 20240824_143022 */
function stamp(at: Date): string {
  return at.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "_");
}
