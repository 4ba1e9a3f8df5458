import { once } from "node:events";
import { pipeline } from "node:stream/promises";
import type { RequestHandler, Response } from "express";
import type { Reports } from "../adapters/reports/reports.js";
import type { AuditLog } from "../core/access/audit.js";
import { seesPersonal } from "../core/access/role.js";
import { CrosswalkError } from "../core/errors.js";
import { RESULT_SCHEMA_URL } from "../core/report/result-json.js";
import { STUDENT_REPORT_SCHEMA_URL } from "../core/report/upsert-json.js";
import { PROJECT_ROOT } from "../root.js";
import { signedInUser } from "./gate.js";
import type { Route } from "./route.js";

/** A download in which nothing moves for so long is broken off, since each holds a database connection. */
const PATIENCE_MS = 120_000;

/** The schemas that JSON reports follow, by where they are served. */
const SCHEMAS: Readonly<Record<string, string>> = {
  [RESULT_SCHEMA_URL]: "schema/reports/result.schema.json",
  [STUDENT_REPORT_SCHEMA_URL]: "schema/reports/student-report.schema.json",
};

export interface DownloadOptions {
  readonly reports: Pick<Reports, "open">;
  readonly audit: AuditLog;
  readonly onFault: (error: unknown) => void;
}

/** Reports, and the schemas that they follow. */
export function downloadRoutes({ reports, audit, onFault }: DownloadOptions): readonly Route[] {
  const giveReport: RequestHandler<ReportParameters> = async (request, response) => {
    response.set("Cache-Control", "no-store");
    try {
      await download({ reports, audit }, request.params, response, request.method === "HEAD");
    } catch (error) {
      if (isFault(error)) onFault(error);
      refuse(response, error);
    }
  };
  return [
    {
      ...{ method: "get", path: "/reports/:migration/:name", rule: "VIEWER" },
      handlers: [giveReport as unknown as RequestHandler],
    },
    ...Object.entries(SCHEMAS).map(([path, file]): Route => {
      const giveSchema: RequestHandler = (_, response) => {
        response.type("application/schema+json");
        response.sendFile(file, { root: PROJECT_ROOT });
      };
      return { method: "get", path, rule: "VIEWER", handlers: [giveSchema] };
    }),
  ];
}

type ReportParameters = { readonly migration: string; readonly name: string };

async function download(
  { reports, audit }: Pick<DownloadOptions, "reports" | "audit">,
  { migration, name }: ReportParameters,
  response: Response,
  headOnly: boolean,
): Promise<void> {
  // Ids are PostgreSQL integers; a longer number would be an error of the database's.
  const report = /^[1-9][0-9]{0,8}$/.test(migration) ? await reports.open(Number(migration), name) : null;
  if (!report) {
    const message = `There is no report ${JSON.stringify(name)} of migration ${JSON.stringify(migration)}; the migration lists its own.`;
    throw new CrosswalkError("REPORT_NOT_FOUND", message);
  }
  const { stream, fileName, view, contentType, bytes, sha256 } = report;
  const { name: actor, role } = signedInUser(response);
  if (view === "FULL" && !seesPersonal(role)) {
    stream.destroy();
    throw new CrosswalkError("FORBIDDEN", "This report is about people: the migration lists one that is masked.");
  }
  if (headOnly) stream.destroy();
  // What goes wrong at the start can still be said; later only a broken connection tells that the file is not whole.
  else {
    await once(stream, "readable");
    const details = { migration: Number(migration), report: name, view };
    await audit.append({ actor, action: "REPORT_DOWNLOADED", details });
  }
  response.attachment(fileName);
  // Not by Express' own `set`, which adds a charset where the type has none.
  response.setHeader("Content-Type", contentType);
  if (bytes !== null) response.set("Content-Length", String(bytes));
  if (sha256 !== null) response.set("ETag", `"${sha256}"`);
  if (headOnly) {
    response.end();
    return;
  }
  response.setTimeout(PATIENCE_MS, () => response.destroy());
  await pipeline(stream, response);
}

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  FORBIDDEN: 403,
  REPORT_NOT_FOUND: 404,
  MIGRATION_ACTIVE: 409,
  DETAILS_DELETED: 410,
  REPORT_CHANGED: 503,
  REPORTS_BUSY: 503,
};

/** Not what a person can put right, nor a reader that went away. */
function isFault(error: unknown): boolean {
  if (error instanceof CrosswalkError) return STATUS_OF_CODE[error.code] === undefined;
  return (error as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE";
}

function refuse(response: Response, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const { code, message } =
    error instanceof CrosswalkError
      ? error
      : { code: "INTERNAL_ERROR", message: "The report could not be made. The server's log says why." };
  const status = STATUS_OF_CODE[code] ?? 500;
  if (status === 503) response.set("Retry-After", "5");
  response.status(status).json({ code, message });
}
