/** A migration's columns as StoredMigration names them; `m` is the table. */
export const MIGRATION_COLUMNS = `m.id, m.pipeline, m.status, m.waiting, m.options, m.trigger, m.started_by as "startedBy", m.schedule_id as "scheduleId",
  m.queued_at as "queuedAt", m.started_at as "startedAt", m.finished_at as "finishedAt",
  m.error_code as "errorCode", m.error_message as "errorMessage", m.details_deleted_at as "detailsDeletedAt",
  m.peak_memory_bytes::float8 as "peakMemoryBytes", m.rules, m.code_version as "codeVersion"`;

/** A result's columns as StoredResult names them; `r` is the table, `m` its migration's. */
export const RESULT_COLUMNS = `r.id, r.migration_id as "migrationId", m.pipeline, r.model, r.position, r.total, r.matched,
  r.orphaned_left as "orphanedLeft", r.orphaned_right as "orphanedRight", r.duplicates,
  r.same_side_clusters as "sameSideClusters", r.excluded, r.rejected,
  r.left_records as "leftRecords", r.right_records as "rightRecords",
  r.orphaned_left_with_candidates as "orphanedLeftWithCandidates",
  r.orphaned_right_with_candidates as "orphanedRightWithCandidates",
  r.columns, r.match_keys as "matchKeys", r.apart_columns as "apartColumns",
  r.findings_kept as "findingsKept", r.created, r.updated, r.unchanged, r.detections`;
