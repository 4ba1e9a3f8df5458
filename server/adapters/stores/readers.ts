import type { Readers } from "../../core/read-ports.js";
import { createEvidenceReader } from "./evidence.js";
import { createExplanationReader } from "./explanations.js";
import { createFindingReader } from "./finding-pages.js";
import { createLogReader } from "./log-pages.js";
import { createMigrationReader } from "./migration-reader.js";
import { prepared } from "./prepared.js";
import type { Queryable } from "./query.js";
import { createRecordsReader } from "./record-reader.js";
import { createScheduleReader } from "./schedule-reader.js";
import { createSharedValueReader } from "./shared-values.js";
import { createSurveyReader } from "./survey-reader.js";

/** All readers of our own tables, over one pool. */
export function createReaders(unprepared: Queryable): Readers {
  const pool = prepared(unprepared);
  const records = createRecordsReader(pool);
  const sharedValues = createSharedValueReader(pool);
  return {
    migrations: createMigrationReader(pool),
    evidence: createEvidenceReader(pool),
    findings: createFindingReader(pool),
    records,
    explanations: createExplanationReader(pool, records, sharedValues),
    sharedValues,
    log: createLogReader(pool),
    schedules: createScheduleReader(pool),
    surveys: createSurveyReader(pool),
  };
}
