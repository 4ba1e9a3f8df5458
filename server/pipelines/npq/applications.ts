import { normalisation } from "../../core/normalise/normalise.js";
import type { Model, Refusal } from "../../core/pipeline.js";

const STATUSES = ["pending", "accepted", "rejected"];

/** An application is the same in both services if it has the same ECF id. */
export const applications: Model = {
  name: "applications",
  title: "Applications",
  left: { class: "Ecf::NpqApplication", table: "npq_applications", select: ecfApplications },
  right: { class: "NpqRegistration::Application", table: "applications", select: npqApplications },
  columns: [
    { name: "ecf_id", title: "ECF id", search: "value" },
    { name: "user_ecf_id", title: "ECF id of its user", search: "value" },
    { name: "user_name", title: "Name of its user", search: "words", personal: true },
    { name: "course", title: "Course", group: "value" },
    { name: "school", title: "School", group: "value" },
    { name: "lead_provider_approval_status", title: "Lead provider approval status" },
    { name: "created_at", title: "Created", group: "month" },
  ],
  matchKeys: [{ column: "ecf_id", normalisation: normalisation() }],
  candidateRules: [
    {
      name: "same_course_and_user",
      description: "The same course, by a user with the same ECF id.",
      role: "finds",
      agreesOn: [
        { name: "course", column: "course" },
        { name: "user_ecf_id", column: "user_ecf_id" },
      ],
    },
    {
      name: "same_school",
      description: "The same school.",
      role: "supports",
      agreesOn: [{ name: "school", column: "school" }],
    },
  ],
  update: {
    entity: "applications",
    table: "applications",
    field: "lead_provider_approval_status",
    touches: "updated_at",
    refuse: refuseUnknownStatus,
  },
};

function refuseUnknownStatus(status: string | null): Refusal | null {
  if (status !== null && STATUSES.includes(status)) return null;
  return {
    reason: "invalid_status",
    message: `ECF's lead_provider_approval_status is ${status === null ? "missing" : JSON.stringify(status)}; expected ${STATUSES.join(", ")}.`,
  };
}

/** An ECF application's own id is its `ecf_id`; its user is its participant identity's. */
function ecfApplications(schema: string): string {
  return `
    select n.id, n.id, i.user_id, u.full_name, c.name, s.name, n.lead_provider_approval_status, n.created_at
    from ${schema}.npq_applications n
    left join ${schema}.participant_identities i on i.id = n.participant_identity_id
    left join ${schema}.users u on u.id = i.user_id
    left join ${schema}.npq_courses c on c.id = n.npq_course_id
    left join ${schema}.schools s on s.urn = n.school_urn
    order by n.id`;
}

function npqApplications(schema: string): string {
  return `
    select n.id, n.ecf_id, u.ecf_id, u.full_name, c.name, s.name, n.lead_provider_approval_status, n.created_at
    from ${schema}.applications n
    left join ${schema}.users u on u.id = n.user_id
    left join ${schema}.courses c on c.id = n.course_id
    left join ${schema}.schools s on s.id = n.school_id
    order by n.id`;
}
