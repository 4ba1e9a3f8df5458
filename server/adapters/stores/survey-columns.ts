/** A key's usage as KeyUsage names it; `t` is the table. */
export const keyUsageColumns = `t.key, t.left_records as "leftRecords", t.right_records as "rightRecords",
  t.left_unusable as "leftUnusable", t.right_unusable as "rightUnusable", t."values", t.tying_values as "tyingValues",
  t.shared_values as "sharedValues", t.matched, t.matched_alone as "matchedAlone", t.duplicates, t.bridges`;
