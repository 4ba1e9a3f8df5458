import { setImmediate as turn } from "node:timers/promises";
import type pg from "pg";
import type { DeclaredReport } from "../../core/report/declaration.js";
import { ahead } from "./ahead.js";
import type { MigrationOutline } from "./head.js";
import { walkDetails } from "./walk.js";

/** Text gathered before it goes on: fewer, larger chunks. After each the event loop gets its turn. */
const CHUNK = 1 << 16;

export interface ReportText {
  readonly report: DeclaredReport;
  readonly text: string;
}

/** Writes any number of a migration's reports in one walk through its details; each one's texts come in order. */
export async function* writeReports(
  client: pg.ClientBase,
  outline: MigrationOutline,
  reports: readonly DeclaredReport[],
): AsyncGenerator<ReportText, void, undefined> {
  const { masks } = outline;
  const open = reports.map((report) => {
    const model = outline.models.find(({ name }) => name === report.model) ?? null;
    if (report.view !== "MASKED") return { report, writer: report.kind.begin(outline, model), text: "" };
    const masked = { ...outline, head: masks.head(outline.head) };
    return { report, writer: report.kind.begin(masked, model && masks.model(model)), text: "" };
  });
  const areMasked = reports.some(({ view }) => view === "MASKED");

  async function* gather(to: (typeof open)[number], pieces: Iterable<string>): AsyncGenerator<ReportText> {
    for (const piece of pieces) {
      to.text += piece;
      if (to.text.length < CHUNK) continue;
      const { report, text } = to;
      to.text = "";
      yield { report, text };
      await turn();
    }
  }

  for await (const part of ahead(walkDetails(client, outline, wantedBy(outline, reports)))) {
    // once for all that show masks
    const masked = areMasked ? masks.part(part) : part;
    for (const each of open) yield* gather(each, each.writer.write(each.report.view === "MASKED" ? masked : part));
  }
  for (const each of open) {
    yield* gather(each, each.writer.end());
    if (each.text !== "") yield each;
  }
}

function wantedBy(outline: MigrationOutline, reports: readonly DeclaredReport[]) {
  const isWholeMigration = reports.some(({ model }) => model === null);
  return {
    sections: new Set(reports.flatMap(({ kind }) => kind.sections)),
    models: outline.models.filter(({ name }) => isWholeMigration || reports.some(({ model }) => model === name)),
  };
}
