import type { EcfTable, NpqTable } from "./tables.js";

/** Rows a table, each a line of COPY's text format. */
export type EcfRows = Readonly<Record<EcfTable, string[]>>;
export type NpqRows = Readonly<Record<NpqTable, string[]>>;

export interface Batch {
  readonly ecf: EcfRows;
  readonly npq: NpqRows;
}

export function emptyBatch(): Batch {
  const ecf = {
    schools: [],
    npq_courses: [],
    users: [],
    teacher_profiles: [],
    participant_identities: [],
    npq_applications: [],
  };
  return { ecf, npq: { schools: [], courses: [], users: [], applications: [] } };
}
