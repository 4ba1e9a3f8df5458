import type { DuplicatesQuery, OrphansQuery } from "../client/graphql/graphql.js";

type Orphan = OrphansQuery["orphans"]["nodes"][number];
type Duplicate = DuplicatesQuery["duplicates"]["nodes"][number];
type ShownRecord = Orphan["record"];

/** An orphan and the records of the other side that may be the same, best first. */
export function describeOrphan({ model, record, candidates }: Orphan): readonly string[] {
  return [
    `${model}: ${describeRecord(record)}`,
    ...candidates.flatMap((candidate) => [
      `  may be ${describeRecord(candidate.record)}`,
      ...candidate.agreements.map(
        ({ rule, values }) => `    ${rule}: ${values.map(({ name, value }) => `${name} ${value}`).join(", ")}`,
      ),
    ]),
  ];
}

/** A cluster with several records of a side, and the key values that hold it together. */
export function describeDuplicate({ model, leftCount, rightCount, records, chain }: Duplicate): readonly string[] {
  return [
    `${model}: ${leftCount + rightCount} records are tied together`,
    ...records.nodes.map((record) => `  ${describeRecord(record)}`),
    ...chain.nodes.map(
      ({ from, to, key, value }) => `  why: ${to.id} joined ${from.id}, since both have the ${key} ${value}`,
    ),
  ];
}

function describeRecord({ source, id, fields }: ShownRecord): string {
  const shown = fields.filter(({ name }) => ["full_name", "user_name", "course", "schools", "school"].includes(name));
  const texts = shown.flatMap(({ values }) => values);
  return `${source} ${id}${texts.length > 0 ? ` (${texts.join(", ")})` : ""}`;
}
