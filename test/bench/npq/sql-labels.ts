import { keyValuesSql } from "./sql-keys.js";

// Label propagation as both PostgreSQL and DuckDB understand it, over the tables records, edges, labels and moved.

/**
 * Ties both ways between each record that holds a value and the first one that does: as few as hold a cluster together.
 * Values that one record alone holds tie nobody, nor do those that too many of one side share.
 */
export function edgesSql(sharedLimit: number): string {
  return `
    with held as (
      select r.record, r.side, k.key, k.value from (${keyValuesSql()}) k join records r on r.side = k.side and r.id = k.id
    ), tying as (
      select key, value, min(record) as hub from held group by key, value
      having count(*) > 1
        and greatest(count(*) filter (where side = 'L'), count(*) filter (where side = 'R')) <= ${sharedLimit}
    ), ties as (
      select t.hub, h.record from held h join tying t on t.key = h.key and t.value = h.value where t.hub <> h.record
    )
    select hub as a, record as b from ties union select record, hub from ties`;
}

/** The records next to those that moved, which get a lesser label by it, and that label. */
export const BETTER_LABELS_SQL = `
  select e.b as record, min(m.label) as label
  from moved m join edges e on e.a = m.record join labels l on l.record = e.b
  where m.label < l.label group by e.b`;

export const USER_CLUSTERS_SQL = `
  select l.label, count(*) filter (where r.side = 'L') as lefts, count(*) filter (where r.side = 'R') as rights,
         count(*) filter (where r.side = 'L' and r.applications = 0) as excluded
  from labels l join records r on r.record = l.record group by l.label`;
