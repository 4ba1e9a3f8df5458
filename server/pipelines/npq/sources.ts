import type { SourceDeclaration } from "../../core/pipeline.js";

/** ECF, the source of truth; only read. */
export const ecf: SourceDeclaration = {
  name: "ecf",
  title: "ECF",
  tables: [
    { name: "users", columns: ["id", "full_name", "email", "get_an_identity_id", "created_at", "updated_at"] },
    { name: "teacher_profiles", columns: ["id", "user_id", "trn"] },
    { name: "participant_identities", columns: ["id", "user_id", "email", "external_identifier"] },
    {
      name: "npq_applications",
      columns: [
        "id",
        "participant_identity_id",
        "npq_course_id",
        "npq_lead_provider_id",
        "school_urn",
        "lead_provider_approval_status",
        "teacher_reference_number",
        "created_at",
        "updated_at",
      ],
    },
    { name: "npq_courses", columns: ["id", "name", "identifier"] },
    { name: "schools", columns: ["id", "urn", "name"] },
  ],
};

/** NPQ registration; its applications are updated. */
export const npq: SourceDeclaration = {
  name: "npq",
  title: "NPQ registration",
  tables: [
    {
      name: "users",
      columns: [
        "id",
        "ecf_id",
        "trn",
        "full_name",
        "email",
        "provider",
        "uid",
        "date_of_birth",
        "created_at",
        "updated_at",
      ],
    },
    {
      name: "applications",
      columns: [
        "id",
        "ecf_id",
        "user_id",
        "course_id",
        "school_id",
        "lead_provider_id",
        "lead_provider_approval_status",
        "created_at",
        "updated_at",
      ],
    },
    { name: "courses", columns: ["id", "name", "identifier"] },
    { name: "schools", columns: ["id", "urn", "name"] },
  ],
};
