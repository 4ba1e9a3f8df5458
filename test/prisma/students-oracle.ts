import type pg from "pg";
import type { ExpectedDay } from "../../prisma/sample/students/expected.js";

const CONTENT = `md5(row(name, kname, birth_date, birth_place, gender, nationality, email, school_email, transfer,
  lastenroll, emg_contact_person, contact_person_phone, sponsor_info)::text)`;
const NOTES = String.raw`<[^>]*>|\{[^}]*\}|\[[^]]*\]`;

const present = (text: string) => `nullif(nullif(btrim(${text}), ''), 'NULL')`;
const unreadable = (text: string) =>
  `(${present(text)} is not null and not (btrim(${text}) ~ '^\\d{4}-\\d\\d-\\d\\d([ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?)?$'
    and pg_input_is_valid(left(btrim(${text}), 10), 'date')))`;

/** Keeps what the rows of a day come to, by plain SQL that knows nothing of how they were made. */
export async function readDay(client: pg.ClientBase, day: "day1" | "day2", withSponsorInfo: boolean): Promise<void> {
  await client.query(`
    create table ${day} as
    with legacy as (select *${withSponsorInfo ? "" : ", null::text as sponsor_info"} from legacy.legacy_students),
    numbered as (
      select *, case when pg_input_is_valid(btrim(id), 'integer') then btrim(id)::integer end as number from legacy
    )
    select
      number,
      case
        when ${present("id")} is null or ${present("name")} is null then 'missing_critical_data'
        when number is null then 'data_validation_error'
        when regexp_replace(name, '${NOTES}', ' ', 'g') !~ '[[:alpha:]]' then 'name_parsing_error'
        when ${unreadable("birth_date")} or ${unreadable("lastenroll")} then 'data_validation_error'
        when count(*) over (partition by number) > 1 then 'duplicate_student_id'
      end as reason,
      ${present("ipk")} as ipk,
      ${CONTENT} as content,
      (${present("emg_contact_person")}, contact_person_phone)::text as contact_fields,
      ${present("emg_contact_person")} is not null as has_contact,
      btrim(name) like '$$%' as frozen,
      (${present("lastenroll")}, ${present("ipk")}, btrim(name) like '$$%')::text as student_fields,
      (btrim(regexp_replace(name, '${NOTES}|[$#]', '', 'g')), birth_place, email)::text as person_fields,
      upper(coalesce(${present("sponsor_info")}, substring(name from '[<{]([^<>{}]+)[>}]'))) as code,
      btrim(modified_date) >= '2024-08-20' and btrim(modified_date) like '2024-%' as modified
    from numbered`);
}

/** A day's figures in the words of `ExpectedDay`; the target holds what day 1 left, or nothing. */
export async function figuresOf(client: pg.ClientBase, day: "day1" | "day2", codes: readonly string[]) {
  const known = day === "day1" ? "(select * from day1 where false)" : "(select * from day1 where reason is null)";
  const { rows: reasons } = await client.query<{ reason: string; rows: number }>(
    `select reason, count(*)::integer as rows from ${day} where reason is not null group by reason`,
  );
  const { rows: unknown } = await client.query<{ code: string; rows: number }>(
    `select code, count(*)::integer as rows from ${day}
      where reason is null and code is not null and code <> all($1) group by code`,
    [codes],
  );
  const { rows: read } = await client.query<{ rows: number; modified: number; rejected: number }>(
    `select count(*)::integer as rows, count(*) filter (where modified)::integer as modified,
            count(*) filter (where modified and reason is not null)::integer as rejected from ${day}`,
  );
  const { rows } = await client.query<Record<string, number>>(
    `with compared as (
       select n.*, k.number is null as new, k.number is not null and not coalesce(k.ipk = n.ipk, false) as by_ipk,
              k.number is not null and (k.content <> n.content or coalesce(n.code <> all($1), false)) as by_content,
              coalesce(k.has_contact, false) as had_contact, k.contact_fields as former_contact_fields,
              k.person_fields as former_person_fields, k.student_fields as former_student_fields,
              case when k.code = any($1) then k.code end as former_sponsor,
              case when n.code = any($1) then n.code end as sponsor
         from ${day} n left join ${known} k using (number) where n.reason is null)
     select ${Object.entries(COUNTS)
       .map(([name, condition]) => `count(*) filter (where ${condition})::integer as ${name}`)
       .join(", ")} from compared`,
    [codes],
  );
  const counted = (name: keyof typeof COUNTS) => rows[0]?.[name] ?? 0;
  const tally = (of: readonly { rows: number }[]) => of.reduce((sum, each) => sum + each.rows, 0);
  const created = counted("created");
  const [ipk, content, both] = [counted("only_ipk"), counted("only_content"), counted("ipk_and_content")];
  return {
    rows: read[0]?.rows ?? 0,
    created,
    updated: counted("updated"),
    unchanged: counted("unchanged"),
    rejected: tally(reasons),
    rejections: Object.fromEntries(reasons.map((each) => [each.reason, each.rows])),
    detections: { NEW: created, IPK: ipk, CONTENT: content, IPK_AND_CONTENT: both },
    persons: { created, updated: counted("persons_updated") },
    students: { created, updated: counted("students_updated") },
    contacts: {
      created: counted("contacts_created"),
      updated: counted("contacts_updated"),
      deleted: counted("contacts_deleted"),
    },
    sponsorships: { created: counted("sponsorships_created"), updated: 0, ended: counted("sponsorships_ended") },
    unknownCodes: Object.fromEntries(unknown.map((each) => [each.code, each.rows])),
    modified: { rows: read[0]?.modified ?? 0, rejected: read[0]?.rejected ?? 0 },
  } satisfies Record<keyof ExpectedDay, unknown>;
}

/** Something of a known student is another than before. */
const CHANGED = `not new and (
  former_person_fields <> person_fields or former_student_fields <> student_fields or has_contact <> had_contact
  or has_contact and contact_fields <> former_contact_fields or sponsor is distinct from former_sponsor)`;

const COUNTS = {
  updated: CHANGED,
  created: "new",
  only_ipk: "by_ipk and not by_content",
  only_content: "by_content and not by_ipk",
  ipk_and_content: "by_ipk and by_content",
  unchanged: `not new and not (${CHANGED})`,
  persons_updated: "former_person_fields <> person_fields",
  students_updated: "former_student_fields <> student_fields",
  contacts_created: "has_contact and not had_contact",
  contacts_updated: "has_contact and had_contact and contact_fields <> former_contact_fields",
  contacts_deleted: "had_contact and not has_contact",
  sponsorships_created: "sponsor is not null and sponsor is distinct from former_sponsor",
  sponsorships_ended: "former_sponsor is not null and sponsor is distinct from former_sponsor",
} as const;
