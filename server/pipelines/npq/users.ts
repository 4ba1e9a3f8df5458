import { normalisation } from "../../core/normalise/normalise.js";
import type { Model } from "../../core/pipeline.js";

const identifier = normalisation();
/** TRNs that people type when they have none. */
const trn = normalisation({ placeholders: ["0000000", "1234567"] });

/** When two users are the same: they share any of these. */
export const users: Model = {
  name: "users",
  title: "Users",
  left: { class: "Ecf::User", table: "users", select: ecfUsers },
  right: { class: "NpqRegistration::User", table: "users", select: npqUsers },
  columns: [
    { name: "ecf_id", title: "ECF id", search: "value" },
    { name: "get_an_identity_id", title: "Get an Identity id", search: "value" },
    { name: "trn", title: "Teacher reference number", search: "value", personal: true },
    { name: "npq_application_ecf_ids", title: "ECF ids of its applications", many: true, search: "value" },
    { name: "full_name", title: "Full name", search: "words", personal: true },
    { name: "email", title: "E-mail", search: "value", personal: true },
    { name: "schools", title: "Schools of its applications", many: true, distinct: true, group: "value" },
    { name: "applications", title: "Number of applications" },
    { name: "created_at", title: "Created", group: "month" },
  ],
  matchKeys: [
    { column: "ecf_id", normalisation: identifier },
    { column: "get_an_identity_id", normalisation: identifier },
    { column: "trn", normalisation: trn },
    { column: "npq_application_ecf_ids", normalisation: identifier },
  ],
  exclusion: {
    reason: "no_npq_application",
    side: "LEFT",
    applies: (user) => user.one("applications") === "0",
  },
  candidateRules: [
    {
      name: "same_first_name_and_school",
      description: "The same first name, and an application at the same school.",
      role: "finds",
      // A school is one of an application, so that who has none has no candidates and is none.
      agreesOn: [
        { name: "first_name", column: "full_name", words: "FIRST" },
        { name: "school", column: "schools" },
      ],
    },
    {
      name: "same_full_name",
      description: "The same full name.",
      role: "supports",
      agreesOn: [{ name: "full_name", column: "full_name", words: "ALL" }],
    },
    {
      name: "same_email",
      description: "The same e-mail address.",
      role: "supports",
      agreesOn: [{ name: "email", column: "email" }],
    },
  ],
};

/** An ECF user's own id is its `ecf_id`; its applications are those of all its participant identities. */
function ecfUsers(schema: string): string {
  return `
    select u.id, u.id, u.get_an_identity_id, p.trn, a.ids, u.full_name, u.email, a.schools,
           coalesce(a.applications, 0), u.created_at
    from ${schema}.users u
    left join ${schema}.teacher_profiles p on p.user_id = u.id
    left join (
      select i.user_id,
             string_agg(n.id::text, chr(31) order by n.id) as ids,
             string_agg(s.name, chr(31) order by n.id) as schools,
             count(*) as applications
      from ${schema}.participant_identities i
      join ${schema}.npq_applications n on n.participant_identity_id = i.id
      left join ${schema}.schools s on s.urn = n.school_urn
      group by i.user_id
    ) a on a.user_id = u.id
    order by u.id`;
}

/** `uid` is an identity id only where the provider says so. */
function npqUsers(schema: string): string {
  return `
    select u.id, u.ecf_id, case when u.provider = 'tra_openid_connect' then u.uid end, u.trn, a.ids,
           u.full_name, u.email, a.schools, coalesce(a.applications, 0), u.created_at
    from ${schema}.users u
    left join (
      select n.user_id,
             string_agg(n.ecf_id, chr(31) order by n.id) as ids,
             string_agg(s.name, chr(31) order by n.id) as schools,
             count(*) as applications
      from ${schema}.applications n
      left join ${schema}.schools s on s.id = n.school_id
      group by n.user_id
    ) a on a.user_id = u.id
    order by u.id`;
}
