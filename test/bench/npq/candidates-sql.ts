import type pg from "pg";
import type { Counts } from "../measure/counts.js";
import { timed } from "../measure/rounds.js";
import { oneRow, withSession } from "../place/session.js";
import { GENEROUS, prepareKeys, propagateLabels, SHARED_LIMIT } from "./plain-sql.js";
import { ECF, NPQ } from "./template.js";

export interface CandidatesInSql {
  readonly counts: Counts;
  /** from known orphans to the candidates of all of them, users' and applications' */
  readonly ms: number;
}

/** The tentative candidates of all orphans in plain SQL. Who is an orphan is found out before the time runs. */
export async function findCandidatesInPlainSql(url: string): Promise<CandidatesInSql> {
  return withSession(
    url,
    async (session) => {
      await prepareKeys(session, SHARED_LIMIT);
      await propagateLabels(session);
      await session.query(ORPHANS);
      const { answer, ms } = await timed(() => findCandidates(session));
      return { counts: answer, ms };
    },
    GENEROUS,
  );
}

async function findCandidates(session: pg.Client): Promise<Counts> {
  await session.query(`${USERS}; ${APPLICATIONS}`);
  const counted = (model: string, side: "L" | "R", name: string): string =>
    `count(distinct orphan) filter (where model = '${model}' and side = '${side}')::int as "${model} ${name}"`;
  return oneRow(
    session,
    `select ${counted("users", "L", "left")}, ${counted("users", "R", "right")},
            ${counted("applications", "L", "left")}, ${counted("applications", "R", "right")}, count(*)::int as candidates
       from (select 'users' as model, * from user_candidates
             union all select 'applications', * from application_candidates) as found`,
  );
}

const KEY = String.raw`nullif(lower(btrim(a.ecf_id, E' \t\n\v\f\r')), '')`;

const ORPHANS = `
  create temp table user_orphans as
    select r.side, r.id from records r join labels l on l.record = r.record
    join (
      select l.label from labels l join records r on r.record = l.record group by l.label having count(distinct r.side) = 1
    ) one_sided on one_sided.label = l.label
    where not (r.side = 'L' and r.applications = 0);
  create temp table application_orphans as
    select coalesce(l.side, r.side) as side, coalesce(l.id, r.id) as id
    from (select 'L' as side, n.id::text as id from ${ECF}.npq_applications n) l
    full join (select 'R' as side, a.id::text as id, ${KEY} as key from ${NPQ}.applications a) r on r.key = l.id
    where l.id is null or r.id is null;
  analyze user_orphans, application_orphans`;

/** The first word of the name with each school of an application; a missing one equals none. */
const USERS = String.raw`
  create temp table at_school as
    select distinct 'L' as side, u.id::text as id, lower(substring(u.full_name from '\S+')) as first_name,
           lower(btrim(s.name)) as school
    from ${ECF}.users u join ${ECF}.participant_identities i on i.user_id = u.id
    join ${ECF}.npq_applications n on n.participant_identity_id = i.id join ${ECF}.schools s on s.urn = n.school_urn
    where btrim(s.name) <> ''
    union all
    select distinct 'R', u.id::text, lower(substring(u.full_name from '\S+')), lower(btrim(s.name))
    from ${NPQ}.users u join ${NPQ}.applications a on a.user_id = u.id join ${NPQ}.schools s on s.id = a.school_id
    where btrim(s.name) <> '';
  analyze at_school;
  create temp table user_candidates as
    select distinct o.side, o.id as orphan, c.id as candidate
    from user_orphans o join at_school a on a.side = o.side and a.id = o.id
    join at_school c on c.first_name = a.first_name and c.school = a.school and c.side <> a.side`;

const APPLICATIONS = `
  create temp table for_course as
    select 'L' as side, n.id::text as id, lower(btrim(c.name)) as course, i.user_id::text as user_id
    from ${ECF}.npq_applications n join ${ECF}.participant_identities i on i.id = n.participant_identity_id
    join ${ECF}.npq_courses c on c.id = n.npq_course_id
    union all
    select 'R', a.id::text, lower(btrim(c.name)), lower(btrim(u.ecf_id))
    from ${NPQ}.applications a join ${NPQ}.users u on u.id = a.user_id join ${NPQ}.courses c on c.id = a.course_id
    where btrim(u.ecf_id) <> '';
  analyze for_course;
  create temp table application_candidates as
    select distinct o.side, o.id as orphan, c.id as candidate
    from application_orphans o join for_course a on a.side = o.side and a.id = o.id
    join for_course c on c.course = a.course and c.user_id = a.user_id and c.side <> a.side`;
