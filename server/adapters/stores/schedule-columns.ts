/** A schedule's columns as Schedule names them, without its secret; `s` is the table. */
export const SCHEDULE_COLUMNS = `s.id, s.name, s.pipeline, s.options, s.cron, s.time_zone as "timeZone", s.enabled,
  s.overlap, s.missed, s.created_by as "createdBy", s.created_at as "createdAt", s.updated_at as "updatedAt",
  s.decided_until as "decidedUntil",
  case when s.webhook_url is not null then json_build_object('url', s.webhook_url, 'on', s.webhook_occasion) end as webhook`;
