import type pg from "pg";

/** A record with the raw values of its match keys. */
export interface OracleRecord {
  readonly id: string;
  readonly keys: Readonly<Record<string, readonly (string | null)[]>>;
}

export interface OracleApplication extends OracleRecord {
  readonly user: string;
  readonly userEcfId: string | null;
  readonly course: string;
  readonly school: string | null;
  readonly status: string | null;
}

export interface OracleUser extends OracleRecord {
  readonly fullName: string | null;
  readonly applications: readonly OracleApplication[];
}

export interface OracleServices {
  readonly users: { readonly left: readonly OracleUser[]; readonly right: readonly OracleUser[] };
  readonly applications: { readonly left: readonly OracleApplication[]; readonly right: readonly OracleApplication[] };
}

const PLACEHOLDERS = new Set(["0000000", "1234567"]);
const SHARED_LIMIT = 100;
const STATUSES = new Set(["pending", "accepted", "rejected"]);

/** Reads both services by plain SQL and joins them in memory, knowing nothing of how they were made. */
export async function readServices(client: pg.ClientBase): Promise<OracleServices> {
  const all = async <T extends object>(sql: string) => (await client.query<T>(sql)).rows;
  type ApplicationRow = Omit<OracleApplication, "keys"> & { ecfId: string | null };
  const leftApplications = (
    await all<ApplicationRow>(
      `select a.id::text, a.id::text as "ecfId", i.user_id::text as "user", i.user_id::text as "userEcfId",
              c.name as course, s.name as school, a.lead_provider_approval_status as status
         from ecf.npq_applications a
         join ecf.participant_identities i on i.id = a.participant_identity_id
         join ecf.npq_courses c on c.id = a.npq_course_id
         left join ecf.schools s on s.urn = a.school_urn`,
    )
  ).map(applicationFrom);
  const rightApplications = (
    await all<ApplicationRow>(
      `select a.id::text, a.ecf_id as "ecfId", u.id::text as "user", u.ecf_id as "userEcfId",
              c.name as course, s.name as school, a.lead_provider_approval_status as status
         from npq.applications a
         join npq.users u on u.id = a.user_id
         join npq.courses c on c.id = a.course_id
         left join npq.schools s on s.id = a.school_id`,
    )
  ).map(applicationFrom);
  type UserRow = {
    id: string;
    ecfId: string | null;
    identityId: string | null;
    trn: string | null;
    fullName: string | null;
  };
  const left = await all<UserRow>(
    `select u.id::text, u.id::text as "ecfId", u.get_an_identity_id as "identityId", p.trn, u.full_name as "fullName"
       from ecf.users u left join ecf.teacher_profiles p on p.user_id = u.id`,
  );
  const right = await all<UserRow>(
    `select id::text, ecf_id as "ecfId", trn, full_name as "fullName",
            case when provider = 'tra_openid_connect' then uid end as "identityId"
       from npq.users`,
  );
  const users = (rows: readonly UserRow[], applications: readonly OracleApplication[]) => {
    const byUser = grouped(applications, ({ user }) => user);
    return rows.map(({ id, ecfId, identityId, trn, fullName }): OracleUser => {
      const own = byUser.get(id) ?? [];
      const applicationEcfIds = own.flatMap(({ keys }) => keys.ecf_id ?? []);
      const keys = {
        ecf_id: [ecfId],
        get_an_identity_id: [identityId],
        trn: [trn],
        npq_application_ecf_ids: applicationEcfIds,
      };
      return { id, fullName, applications: own, keys };
    });
  };
  return {
    users: { left: users(left, leftApplications), right: users(right, rightApplications) },
    applications: { left: leftApplications, right: rightApplications },
  };
}

function applicationFrom({
  ecfId,
  ...rest
}: Omit<OracleApplication, "keys"> & { ecfId: string | null }): OracleApplication {
  return { ...rest, keys: { ecf_id: [ecfId] } };
}

export function comparable(value: string | null | undefined): string | null {
  const folded = value?.trim().toLowerCase() ?? "";
  return folded === "" || PLACEHOLDERS.has(folded) ? null : folded;
}

export interface OracleCluster<T> {
  readonly left: readonly T[];
  readonly right: readonly T[];
}

/** Gives each record the smallest label among those it shares a value with, until nothing changes. */
export function clustersOf<T extends OracleRecord>(
  left: readonly T[],
  right: readonly T[],
): readonly OracleCluster<T>[] {
  const records = [...left, ...right];
  const held = records.flatMap((record, number) => [...comparableKeys(record)].map((value) => ({ value, number })));
  const holders = [...grouped(held, ({ value }) => value).values()].map((pairs) => pairs.map(({ number }) => number));
  const tooShared = (group: readonly number[]) => {
    const onTheLeft = group.filter((number) => number < left.length).length;
    return Math.max(onTheLeft, group.length - onTheLeft) > SHARED_LIMIT;
  };
  const groups = holders.filter((group) => group.length > 1 && !tooShared(group));
  const labels = records.map((_, number) => number);
  for (let changed = true; changed; ) {
    changed = false;
    for (const group of groups) {
      const least = Math.min(...group.map((number) => labels[number] as number));
      for (const number of group) {
        if (labels[number] === least) continue;
        labels[number] = least;
        changed = true;
      }
    }
  }
  const members = grouped(labels.keys(), (number) => labels[number] as number);
  return [...members.values()].map((numbers) => ({
    left: numbers.filter((number) => number < left.length).map((number) => records[number] as T),
    right: numbers.filter((number) => number >= left.length).map((number) => records[number] as T),
  }));
}

function grouped<T, Key>(values: Iterable<T>, keyOf: (value: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

export function comparableKeys({ keys }: OracleRecord): Set<string> {
  const values = Object.entries(keys).flatMap(([key, raw]) => raw.map((value) => [key, comparable(value)] as const));
  return new Set(values.flatMap(([key, value]) => (value === null ? [] : `${key}=${value}`)));
}

/** Counts in the words of `ExpectedModel`; `excludes` says which orphans of the left are outside the question. */
export function outcomesOf<T extends OracleRecord>(
  left: readonly T[],
  right: readonly T[],
  excludes: (record: T) => boolean = () => false,
) {
  const counts = { matched: 0, orphanedLeft: 0, orphanedRight: 0, duplicates: 0, sameSide: 0, excluded: 0 };
  for (const cluster of clustersOf(left, right)) {
    const [e, n] = [cluster.left.length, cluster.right.length];
    if (e === 1 && n === 1) counts.matched++;
    else if (e > 0 && n > 0) counts.duplicates++;
    else {
      const excluded = cluster.left.filter(excludes).length;
      counts.excluded += excluded;
      counts.orphanedLeft += e - excluded;
      counts.orphanedRight += n;
      if (e + n > 1 && e - excluded + n > 0) counts.sameSide++;
    }
  }
  const total = counts.matched + counts.orphanedLeft + counts.orphanedRight + counts.duplicates;
  return { leftRecords: left.length, rightRecords: right.length, total, ...counts };
}

/** What updating the statuses of the matched applications comes to. */
export function statusesOf({ applications }: OracleServices) {
  const counts = { changes: 0, invalidStatuses: 0 };
  for (const { left, right } of clustersOf(applications.left, applications.right)) {
    const [ecf, npq] = [left[0], right[0]];
    if (left.length !== 1 || right.length !== 1 || !ecf || !npq) continue;
    if (!STATUSES.has(ecf.status ?? "")) counts.invalidStatuses++;
    else if (ecf.status !== npq.status) counts.changes++;
  }
  return counts;
}

export function isUserCandidate(orphan: OracleUser, other: OracleUser): boolean {
  const schools = new Set(other.applications.map(({ school }) => comparable(school)));
  const shared = orphan.applications.some(
    ({ school }) => comparable(school) !== null && schools.has(comparable(school)),
  );
  const name = firstName(orphan);
  return other.applications.length > 0 && name !== null && name === firstName(other) && shared;
}

function firstName({ fullName }: OracleUser): string | null {
  return comparable(fullName?.trim().split(/\s+/)[0]);
}

export function isApplicationCandidate(orphan: OracleApplication, other: OracleApplication): boolean {
  const user = comparable(orphan.userEcfId);
  return (
    user !== null && user === comparable(other.userEcfId) && comparable(orphan.course) === comparable(other.course)
  );
}
