import { ECF, NPQ } from "./template.js";

/** What JavaScript's trim takes away, as far as a column of these tables may hold it. */
const WHITE = String.raw`E' \t\n\v\f\r'`;

/** A value as it is compared. Both PostgreSQL and DuckDB understand it. */
const clean = (value: string): string => `lower(trim(both ${WHITE} from ${value}))`;

/**
 * The records of both sides with numbers of their own, and how many applications each has. Where the services' tables
 * are under other names, such as after an export, these are given.
 */
export function recordsSql(ecf = ECF, npq = NPQ): string {
  return `
    select row_number() over () as record, side, id, applications from (
      select 'L' as side, u.id::text as id, coalesce(a.applications, 0) as applications
      from ${ecf}.users u left join (
        select i.user_id, count(*) as applications from ${ecf}.participant_identities i
        join ${ecf}.npq_applications n on n.participant_identity_id = i.id group by i.user_id
      ) a on a.user_id = u.id
      union all
      select 'R', u.id::text, 0 from ${npq}.users u
    ) as both_sides`;
}

/** Every value of a user's match keys that may match, before those that too many share are left out. */
export function keyValuesSql(ecf = ECF, npq = NPQ): string {
  const value = (side: string, key: number, id: string, text: string, from: string) =>
    `select '${side}' as side, ${id}::text as id, ${key} as key, ${clean(text)} as value from ${from}`;
  return `
    select distinct side, id, key, value from (
      ${[
        value("L", 1, "u.id", "u.id::text", `${ecf}.users u`),
        value("L", 2, "u.id", "u.get_an_identity_id", `${ecf}.users u`),
        value("L", 3, "p.user_id", "p.trn", `${ecf}.teacher_profiles p`),
        value(
          "L",
          4,
          "i.user_id",
          "n.id::text",
          `${ecf}.participant_identities i join ${ecf}.npq_applications n on n.participant_identity_id = i.id`,
        ),
        value("R", 1, "u.id", "u.ecf_id", `${npq}.users u`),
        value("R", 2, "u.id", "u.uid", `${npq}.users u where u.provider = 'tra_openid_connect'`),
        value("R", 3, "u.id", "u.trn", `${npq}.users u`),
        value("R", 4, "a.user_id", "a.ecf_id", `${npq}.applications a`),
      ].join("\n      union all ")}
    ) as held
    where value <> '' and not (key = 3 and value in ('0000000', '1234567'))`;
}

/** An application has one key, so that grouping by it is all. Left ids are unique and never blank. */
export function applicationsSql(ecf = ECF, npq = NPQ): string {
  return `
    select coalesce(value, side || ' ' || id) as cluster,
           count(*) filter (where side = 'L') as lefts, count(*) filter (where side = 'R') as rights, 0 as excluded
    from (
      select 'L' as side, n.id::text as id, n.id::text as value from ${ecf}.npq_applications n
      union all
      select 'R', a.id::text, nullif(${clean("a.ecf_id")}, '') from ${npq}.applications a
    ) as records
    group by 1`;
}

/** The outcomes of clusters, of which is known how many records of each side they have, and how many may be excluded. */
export function outcomesSql(clusters: string): string {
  return `
    select count(*) filter (where lefts = 1 and rights = 1)::int as matched,
           coalesce(sum(lefts - excluded) filter (where rights = 0), 0)::int as "orphanedLeft",
           coalesce(sum(rights) filter (where lefts = 0), 0)::int as "orphanedRight",
           count(*) filter (where lefts > 0 and rights > 0 and lefts + rights > 2)::int as duplicates,
           count(*) filter (where (lefts = 0 or rights = 0) and lefts + rights > 1 and lefts + rights > excluded)::int
             as "sameSide",
           coalesce(sum(excluded) filter (where rights = 0), 0)::int as excluded
    from (${clusters}) as clusters`;
}
