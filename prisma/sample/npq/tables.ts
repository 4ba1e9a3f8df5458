import pg from "pg";
import { createMarkedTablesSql, type MarkedTable, qualified } from "../marked-tables.js";

export { qualified };

export interface SampleTable extends MarkedTable {
  /** Columns of the primary key and further keys and indexes, made after the rows are in. */
  readonly unique: readonly string[];
  readonly indexes: readonly string[];
}

export type Service = "ecf" | "npq";

const TIMESTAMPS = [
  "created_at timestamp(6) without time zone not null",
  "updated_at timestamp(6) without time zone not null",
];
const UUID_ID = "id uuid not null default gen_random_uuid()";
const SERIAL_ID = "id bigserial not null";

/**
 * The two services' tables as Rails made them, with a few columns that Crosswalk does not know,
 * because the real tables have many more.
 */
export const TABLES = {
  ecf: {
    schools: table(["id", "urn"], [], [UUID_ID, "urn text not null", "name text not null", "postcode text"]),
    npq_courses: table(["id"], [], [UUID_ID, "name text not null", "identifier text not null"]),
    users: table(
      ["id", "get_an_identity_id"],
      ["email"],
      [
        UUID_ID,
        "full_name text not null",
        "email citext not null default ''",
        "get_an_identity_id text",
        "sign_in_count integer not null default 0",
        ...TIMESTAMPS,
      ],
    ),
    teacher_profiles: table(["id", "user_id"], [], [UUID_ID, "user_id uuid not null", "trn text", ...TIMESTAMPS]),
    participant_identities: table(
      ["id", "email", "external_identifier"],
      ["user_id"],
      [
        UUID_ID,
        "user_id uuid not null",
        "email citext not null",
        "external_identifier uuid not null",
        "origin text not null default 'ecf'",
        ...TIMESTAMPS,
      ],
    ),
    npq_applications: table(
      ["id"],
      ["participant_identity_id", "npq_course_id", "npq_lead_provider_id"],
      [
        UUID_ID,
        "participant_identity_id uuid not null",
        "npq_course_id uuid not null",
        "npq_lead_provider_id uuid not null",
        "school_urn text",
        "lead_provider_approval_status text not null default 'pending'",
        "teacher_reference_number text",
        "eligible_for_funding boolean not null default false",
        ...TIMESTAMPS,
      ],
    ),
  },
  npq: {
    schools: table(["id"], ["urn"], [SERIAL_ID, "urn text not null", "name text", "county text"]),
    courses: table(["id"], [], [SERIAL_ID, "name text not null", "identifier text not null"]),
    users: table(
      ["id"],
      ["ecf_id", "email"],
      [
        SERIAL_ID,
        "ecf_id text",
        "trn text",
        "full_name text",
        "email text not null",
        "provider text",
        "uid text",
        "date_of_birth date",
        "trn_verified boolean not null default false",
        ...TIMESTAMPS,
      ],
    ),
    applications: table(
      ["id"],
      ["user_id", "course_id", "school_id", "lead_provider_id"],
      [
        SERIAL_ID,
        "ecf_id text",
        "user_id bigint not null",
        "course_id bigint not null",
        "school_id bigint",
        "lead_provider_id bigint not null",
        "lead_provider_approval_status text",
        "funding_choice text",
        ...TIMESTAMPS,
      ],
    ),
  },
} as const satisfies Record<Service, Record<string, Omit<SampleTable, "name">>>;

export type EcfTable = keyof (typeof TABLES)["ecf"];
export type NpqTable = keyof (typeof TABLES)["npq"];

export function tablesOf(service: Service): readonly SampleTable[] {
  return Object.entries(TABLES[service]).map(([name, rest]) => ({ name, ...rest }));
}

export function createTablesSql(service: Service, schema: string): string {
  const extension = service === "ecf" ? ["create extension if not exists citext"] : [];
  return [...extension, createMarkedTablesSql(schema, tablesOf(service))].join(";\n");
}

/** Keys, indexes and sequences come after the rows: building them once is several times cheaper. */
export function finishTablesSql(service: Service, schema: string): string {
  return tablesOf(service)
    .flatMap((each) => {
      const target = qualified(schema, each.name);
      const [primary, ...unique] = each.unique;
      const sequence = `pg_get_serial_sequence(${pg.escapeLiteral(target)}, 'id')`;
      return [
        `alter table ${target} add primary key (${primary})`,
        ...unique.map((column) => `create unique index on ${target} (${column})`),
        ...each.indexes.map((column) => `create index on ${target} (${column})`),
        ...(service === "npq" ? [`select setval(${sequence}, max(id)) from ${target}`] : []),
      ];
    })
    .join(";\n");
}

function table<Columns extends readonly string[]>(
  unique: readonly string[],
  indexes: readonly string[],
  columns: Columns,
) {
  return { columns, unique, indexes };
}
