import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Reports } from "../../server/adapters/reports/reports.js";
import { CrosswalkError } from "../../server/core/errors.js";
import { type ApiClientOptions, authorizationOf } from "./client.js";
import type { FollowedMigration } from "./follow-migration.js";

type ListedReport = FollowedMigration["reports"][number];

/** Gives the text of a report that a migration lists. */
export type OpenReport = (report: Pick<ListedReport, "url">) => Promise<Readable>;

/** Reports of the process itself. */
export function reportsHere(reports: Pick<Reports, "open">): OpenReport {
  return async ({ url }) => {
    const [migration, name] = url.split("/").slice(-2).map(decodeURIComponent);
    const report = await reports.open(Number(migration), name ?? "");
    if (!report) throw new CrosswalkError("REPORT_NOT_FOUND", `There is no report ${url}.`);
    return report.stream;
  };
}

/** Reports of a server, downloaded with the credentials of its API. */
export function reportsOfServer({ url: server, ...credentials }: ApiClientOptions): OpenReport {
  const authorization = authorizationOf(credentials);
  return async ({ url }) => {
    const response = await fetch(new URL(url, server), { headers: { authorization } }).catch((cause: unknown) => {
      throw new CrosswalkError("API_UNREACHABLE", `There is no answer from ${server}: ${url} was not downloaded.`, {
        cause,
      });
    });
    if (response.ok && response.body) return Readable.fromWeb(response.body);
    const { code, message } = (await response.json().catch(() => ({}))) as { code?: string; message?: string };
    throw new CrosswalkError(code ?? "API_ERROR", message ?? `${server} answered ${response.status} for ${url}.`);
  };
}

/** Each report once: those behind are other views of the first. */
export function eachReport(reports: readonly ListedReport[]): readonly ListedReport[] {
  const nameOf = ({ kind, model, format }: ListedReport) => `${kind} ${model} ${format}`;
  return reports.filter((report, i) => reports.findIndex((each) => nameOf(each) === nameOf(report)) === i);
}

/** Writes reports into a folder under their own names, each whole or not at all; gives where they are. */
export async function saveReports(
  open: OpenReport,
  reports: readonly Pick<ListedReport, "url" | "fileName">[],
  folder: string,
): Promise<readonly string[]> {
  const saved: string[] = [];
  for (const report of reports) {
    const file = path.join(folder, report.fileName);
    const unfinished = `${file}.${randomUUID()}.part`;
    try {
      await mkdir(folder, { recursive: true });
      await pipeline(await open(report), createWriteStream(unfinished));
      await rename(unfinished, file);
    } catch (cause) {
      await rm(unfinished, { force: true }).catch(() => {});
      if (cause instanceof CrosswalkError) throw cause;
      const message = `The report could not be written to ${file}: ${(cause as Error).message}. The migration lists it still.`;
      throw new CrosswalkError("REPORT_NOT_WRITTEN", message, { cause });
    }
    saved.push(file);
  }
  return saved;
}
