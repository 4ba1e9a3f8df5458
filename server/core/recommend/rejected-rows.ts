import type { Evidence, MigrationFacts, Recommendation } from "./facts.js";
import { advise, COMMON, count, percent, reportUrl, rowsOf } from "./wording.js";

/** Rejections that are told of as duplicates. */
const DUPLICATE_REASON = "duplicate_student_id";

export function lowSuccess(facts: MigrationFacts): readonly Recommendation[] {
  const { successLevel: level, successRate } = facts.rates;
  if (successRate === null || (level !== "CRITICAL" && level !== "WARNING")) return [];
  const share = `Only ${percent(successRate)} of the rows could be taken`;
  const again = facts.rows === null ? "" : ` Take them again, when they are mended, with rejectedOf ${facts.id}.`;
  const evidence = rejectionEvidence(facts, null);
  if (level === "WARNING")
    return [advise("SUCCESS_WARNING", `${share}: review those that were rejected.${again}`, evidence)];
  const message = `${share}: find out what is wrong with the source before the next migration.${again}`;
  return [advise("SUCCESS_CRITICAL", message, evidence)];
}

const ADVICE: Readonly<Record<string, string>> = {
  missing_critical_data: "Fill in their id or name in the source.",
  data_validation_error: "Mend the values in the source that the details name.",
  name_parsing_error: "Mend their names in the source: no letters are left of them without marks and codes.",
  already_exists: "This migration only creates; with the mode UPSERT it would update them.",
  student_not_found: "This migration only updates; with the mode UPSERT it would create them.",
  database_error: "The database refused their values; the details say which constraint.",
  unexpected_error: "That is a fault of Crosswalk's: report it with the details.",
  invalid_status: "Correct the statuses in the source, or have them allowed in the pipeline.",
  changed_meanwhile: "Somebody else wrote them meanwhile; the next migration compares them anew.",
};

export function commonRejections(facts: MigrationFacts): readonly Recommendation[] {
  const total = facts.rejections.reduce((sum, { rows }) => sum + rows, 0);
  return facts.rejections
    .filter(({ reason, rows }) => reason !== DUPLICATE_REASON && rows >= total * COMMON)
    .map(({ reason, rows }) => {
      const advice = ADVICE[reason] ?? "The details say what was expected and what came.";
      return advise("REJECTIONS", `${rowsOf(rows)} rejected: ${reason}. ${advice}`, rejectionEvidence(facts, reason));
    });
}

export function duplicates(facts: MigrationFacts): readonly Recommendation[] {
  if (facts.rows !== null) {
    const rejected = facts.rejections.find(({ reason }) => reason === DUPLICATE_REASON)?.rows ?? 0;
    if (rejected === 0) return [];
    const message = `${rowsOf(rejected)} rejected since other rows have their student id. Decide in the source which is right.`;
    return [advise("DUPLICATES", message, rejectionEvidence(facts, DUPLICATE_REASON))];
  }
  return facts.models
    .filter((model) => model.duplicates > 0)
    .map(({ model, duplicates: clusters }) => {
      const query = `{ duplicates(migrationId: "${facts.id}", model: "${model}") { totalCount nodes { records { nodes { id side } } } } }`;
      const url = reportUrl(facts, "duplicates", model);
      const message = `${count(clusters)} clusters of ${model} hold several records of a side: nothing was done to them. Merge or correct them.`;
      return advise("DUPLICATES", message, { title: `Duplicates of ${model}`, url, query });
    });
}

function rejectionEvidence(facts: MigrationFacts, reason: string | null): Evidence {
  const filter = reason === null ? "" : `, reason: ${JSON.stringify(reason)}`;
  const query = `{ rejections(migrationId: "${facts.id}"${filter}) { totalCount nodes { recordId reason message row } } }`;
  const title = reason === null ? "Rejections" : `Rejections: ${reason}`;
  return { title, url: reportUrl(facts, facts.rows === null ? "result" : "upsert", null), query };
}
