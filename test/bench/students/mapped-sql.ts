import { LEGACY } from "./template.js";

// The rules of server/pipelines/students as one would write them in SQL. Casts stand inside CASE alone: PostgreSQL is
// free to evaluate the sides of AND in any order.

const WHITE = String.raw`E' \t\n\v\f\r'`;
const DAY =
  "[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)";
const DATE = `^(?!0000)${DAY}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?Z?)?$`;
const LEAP_DAY = "^[0-9]{2}(?:[02468][048]|[13579][26])-02-29";

/** The trimmed text; null where it is blank or the word NULL. */
const present = (column: string): string =>
  `case when upper(btrim(${column}, ${WHITE})) not in ('', 'NULL') then btrim(${column}, ${WHITE}) end as ${column}`;

const day = (text: string): string =>
  `case when ${text} ~ '${DATE}' or ${text} ~ '${LEAP_DAY}' then left(${text}, 10)::date end`;

const LETTERS = "regexp_replace(nationality, '[^A-Za-z]', '', 'g')";
const PROVINCE = String.raw`regexp_replace(lower(birth_place), '\s+', '_', 'g')`;
const WITHOUT_NOTES = String.raw`regexp_replace(regexp_replace(name, '<[^<>]*>|\{[^{}]*\}|\[[^][]*\]', ' ', 'g'), '[][$#<>{}]', '', 'g')`;
const CODE = String.raw`regexp_match(name, '<\s*([^<>]*[^<>\s])\s*>|\{\s*([^{}]*[^{}\s])\s*\}')`;

/** The legacy rows that can be taken, as our tables want them: a row each, all entities beside one another. */
export const MAPPED_SQL = String.raw`
  select student_id, split_part(full_name, ' ', 1) as family_name,
         case when strpos(full_name, ' ') > 0 then substr(full_name, strpos(full_name, ' ') + 1) else '' end as personal_name,
         kname as khmer_name,
         case upper(gender) when 'M' then 'MALE' when 'MONK' then 'MALE' when 'F' then 'FEMALE'
           else 'PREFER_NOT_TO_SAY' end::sis.gender as preferred_gender,
         coalesce(upper(gender) = 'MONK', false) as is_monk, birth_day as date_of_birth,
         case ${PROVINCE} when 'phnompenh' then 'phnom_penh' else left(${PROVINCE}, 50) end as birth_province,
         case when length(${LETTERS}) >= 2 then upper(left(${LETTERS}, 2)) else 'KH' end as citizenship,
         email as personal_email, school_email, transfer is not null as is_transfer_student,
         case when name like '$$%' then 'FROZEN' else 'ACTIVE' end::sis.student_status as current_status,
         enrolled as last_enrollment_date, ipk as legacy_ipk, emg_contact_person as contact,
         case when contact_person_phone !~ '[[:alpha:]]' then contact_person_phone end as phone, sponsor_id
  from (
    select *, ${day("birth_date")} as birth_day, ${day("lastenroll")} as enrolled,
           case when name ~ '[<{]' then upper(coalesce((${CODE})[1], (${CODE})[2])) end as code,
           upper(btrim(regexp_replace(case when name ~ '[][$#<>{}]' then ${WITHOUT_NOTES} else name end, '\s+', ' ', 'g')))
             as full_name,
           count(*) over (partition by student_id) as of_id
    from (
      select case when id ~ '^[ \t\n\v\f\r]*0*[1-9][0-9]{0,9}[ \t\n\v\f\r]*$'
                  then case when btrim(id, ${WHITE})::bigint <= 2147483647 then btrim(id, ${WHITE})::int end end as student_id,
             ${["name", "kname", "birth_date", "birth_place", "gender", "nationality", "email", "school_email", "transfer", "lastenroll", "emg_contact_person", "contact_person_phone", "ipk"].map(present).join(",\n             ")}
      from ${LEGACY}.legacy_students
    ) as trimmed
  ) as parsed
  left join (select id as sponsor_id, code as sponsor_code from sis.sponsors) as sponsors on sponsor_code = code
  where student_id is not null and of_id = 1 and full_name ~ '[[:alpha:]]'
    and (birth_date is null or birth_day is not null) and (lastenroll is null or enrolled is not null)`;
