import { createHash } from "node:crypto";
import type pg from "pg";
import { createTablesSql, finishTablesSql, qualified, type Service, TABLES } from "../../prisma/sample/npq/tables.js";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import type { MigrationOptions } from "../../server/core/options.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { type EndedMigration, runMigration } from "./migrations.js";
import { type Outcomes, readOutcomes } from "./npq-outcomes.js";

export interface GivenEcfUser {
  readonly trn?: string | null;
  readonly getAnIdentityId?: string | null;
  readonly fullName?: string;
  readonly email?: string;
  /** how many participant identities it has */
  readonly identities?: number;
}

export interface GivenNpqUser {
  readonly ecfId?: string | null;
  readonly trn?: string | null;
  readonly fullName?: string | null;
  readonly email?: string;
  readonly provider?: string | null;
  readonly uid?: string | null;
}

interface GivenEnrolment {
  readonly user: string;
  readonly course?: string;
  /** by name; null for none, "" for a school without a name */
  readonly school?: string | null;
}

export interface GivenEcfApplication extends GivenEnrolment {
  /** which of its user's participant identities it hangs on, from 0 */
  readonly identity?: number;
  readonly status?: string;
}

export interface GivenNpqApplication extends GivenEnrolment {
  readonly ecfId?: string | null;
  readonly status?: string | null;
}

type Named<Given> = Readonly<Record<string, Given>>;

/** Rows of both services by names of the test's own; what is not said is harmless. */
export interface Services {
  readonly ecf?: { readonly users?: Named<GivenEcfUser>; readonly applications?: Named<GivenEcfApplication> };
  readonly npq?: { readonly users?: Named<GivenNpqUser>; readonly applications?: Named<GivenNpqApplication> };
}

/** The id that ECF gives the user or application of this name. */
export function ecfId(name: string): string {
  const hex = createHash("md5").update(name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const LONG_AGO = "2024-01-02 03:04:05";
const DEFAULT_COURSE = "NPQ for Headship";

export interface Scenario {
  readonly app: App;
  readonly database: TestDatabase;
  /** replaces the rows of both services */
  fill(services: Services): Promise<void>;
  /** a migration over the rows that are there, to its end */
  migrate(options?: MigrationOptions): Promise<EndedMigration & Outcomes>;
  /** both at once */
  reconcile(services: Services, options?: MigrationOptions): Promise<EndedMigration & Outcomes>;
  outcomesOf(migrationId: number): Promise<Outcomes>;
  /** the id that NPQ gave the application of this name */
  npqApplicationId(name: string): string;
  /** status and time of every NPQ application, by name */
  npqApplications(): Promise<Record<string, { status: string | null; touched: boolean }>>;
  close(): Promise<void>;
}

/** Both services, without rows, and Crosswalk over them; where it does not work itself, a test has others work. */
export async function openScenario(
  settings: Readonly<Record<string, string>> = {},
  { works = true } = {},
): Promise<Scenario> {
  const database = await createTestDatabase();
  await commitWithoutWaiting(database);
  await createServices(database.pool);
  const app = await createApp(loadConfig({ DATABASE_URL: database.url, LOG_LEVEL: "silent", ...settings }));
  if (works) await app.work();
  let services: Services = {};

  const scenario: Scenario = {
    app,
    database,
    async fill(given) {
      services = given;
      await fillServices(database.pool, given);
    },
    async migrate(options = {}) {
      const migration = await runMigration(app, options);
      return { ...migration, ...(await scenario.outcomesOf(migration.id)) };
    },
    async reconcile(given, options) {
      await scenario.fill(given);
      return scenario.migrate(options);
    },
    outcomesOf: (migrationId) => readOutcomes(app.database.pool, migrationId, namesOf(services)),
    npqApplicationId: (name) => String(Object.keys(services.npq?.applications ?? {}).indexOf(name) + 1),
    async npqApplications() {
      const names = namesOf(services).npq.applications;
      const { rows } = await database.pool.query<{ id: string; status: string | null; touched: boolean }>(
        `select id::text, lead_provider_approval_status as status, updated_at > $1::timestamp as touched
           from npq.applications order by id`,
        [LONG_AGO],
      );
      return Object.fromEntries(rows.map(({ id, ...rest }) => [names.get(id) ?? id, rest]));
    },
    async close() {
      await app.stop();
      await database.drop();
    },
  };
  return scenario;
}

/** Sessions from now on do not wait for the disk at each commit: a test's database need not survive a power cut. */
export async function commitWithoutWaiting({ url, pool }: TestDatabase): Promise<void> {
  await pool.query(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = off`);
}

/** The services' tables without rows. */
export async function createServices(pool: pg.Pool, services: readonly Service[] = ["ecf", "npq"]): Promise<void> {
  for (const service of services)
    await pool.query(`${createTablesSql(service, service)}; ${finishTablesSql(service, service)}`);
}

/** Replaces the rows of the services. */
export async function fillServices(pool: pg.Pool, { ecf = {}, npq = {} }: Services, npqPool = pool): Promise<void> {
  const enrolments = [...Object.values(ecf.applications ?? {}), ...Object.values(npq.applications ?? {})];
  const courses = [...new Set(enrolments.map(({ course }) => course ?? DEFAULT_COURSE))];
  const schools = [...new Set(enrolments.flatMap(({ school }) => school ?? []))];
  await fill(pool, "ecf", ecfRows(ecf, courses, schools));
  await fill(npqPool, "npq", npqRows(npq, courses, schools));
}

type Row = Readonly<Record<string, unknown>>;

function ecfRows(
  { users = {}, applications = {} }: NonNullable<Services["ecf"]>,
  courses: readonly string[],
  schools: readonly string[],
): Readonly<Record<string, readonly Row[]>> {
  const identity = (user: string, number: number) => ecfId(`identity ${number} of ${user}`);
  return {
    schools: schools.map((name, i) => ({ urn: `${100_000 + i}`, name })),
    npq_courses: courses.map((name) => ({ id: ecfId(`course ${name}`), name, identifier: name })),
    users: Object.entries(users).map(([name, { fullName = name, email, getAnIdentityId = null }]) => ({
      id: ecfId(name),
      full_name: fullName,
      email: email ?? `${ecfId(name)}@ecf.example`,
      get_an_identity_id: getAnIdentityId,
      ...timestamps,
    })),
    teacher_profiles: Object.entries(users).flatMap(([name, { trn }]) =>
      trn === undefined ? [] : [{ user_id: ecfId(name), trn, ...timestamps }],
    ),
    participant_identities: Object.entries(users).flatMap(([name, { identities = 1 }]) =>
      Array.from({ length: identities }, (_, number) => ({
        id: identity(name, number),
        user_id: ecfId(name),
        email: `${identity(name, number)}@ecf.example`,
        external_identifier: identity(name, number),
        ...timestamps,
      })),
    ),
    npq_applications: Object.entries(applications).map(([name, given]) => ({
      id: ecfId(name),
      participant_identity_id: identity(given.user, given.identity ?? 0),
      npq_course_id: ecfId(`course ${given.course ?? DEFAULT_COURSE}`),
      npq_lead_provider_id: ecfId("lead provider"),
      school_urn: given.school == null ? null : `${100_000 + schools.indexOf(given.school)}`,
      lead_provider_approval_status: given.status ?? "pending",
      ...timestamps,
    })),
  };
}

function npqRows(
  { users = {}, applications = {} }: NonNullable<Services["npq"]>,
  courses: readonly string[],
  schools: readonly string[],
): Readonly<Record<string, readonly Row[]>> {
  const ids = Object.keys(users);
  return {
    schools: schools.map((name, i) => ({ id: i + 1, urn: `${100_000 + i}`, name: name === "" ? null : name })),
    courses: courses.map((name, i) => ({ id: i + 1, name, identifier: name })),
    users: Object.entries(users).map(([name, given], i) => ({
      id: i + 1,
      ecf_id: given.ecfId ?? null,
      trn: given.trn ?? null,
      full_name: given.fullName === undefined ? name : given.fullName,
      email: given.email ?? `${i + 1}@npq.example`,
      provider: given.provider === undefined ? "tra_openid_connect" : given.provider,
      uid: given.uid ?? null,
      ...timestamps,
    })),
    applications: Object.entries(applications).map(([name, given], i) => ({
      id: i + 1,
      ecf_id: given.ecfId === undefined ? ecfId(name) : given.ecfId,
      user_id: ids.indexOf(given.user) + 1,
      course_id: courses.indexOf(given.course ?? DEFAULT_COURSE) + 1,
      school_id: given.school == null ? null : schools.indexOf(given.school) + 1,
      lead_provider_id: 1,
      lead_provider_approval_status: given.status === undefined ? "pending" : given.status,
      ...timestamps,
    })),
  };
}

const timestamps = { created_at: LONG_AGO, updated_at: LONG_AGO };

async function fill(pool: pg.Pool, service: Service, tables: Readonly<Record<string, readonly Row[]>>): Promise<void> {
  const all = Object.keys(TABLES[service]).map((name) => qualified(service, name));
  // Quicker than truncating: the tables are small.
  await pool.query(all.map((table) => `delete from ${table}`).join(";"));
  for (const [name, rows] of Object.entries(tables)) {
    const columns = Object.keys(rows[0] ?? {}).join(", ");
    if (columns === "") continue;
    const table = qualified(service, name);
    await pool.query(
      `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows)],
    );
  }
}

/** Names by id: of users and applications, in each service. */
export type Names = Readonly<Record<Service, Readonly<Record<"users" | "applications", ReadonlyMap<string, string>>>>>;

export function namesOf({ ecf = {}, npq = {} }: Services): Names {
  const byEcfId = (named: object = {}) => new Map(Object.keys(named).map((name) => [ecfId(name), name]));
  const byNumber = (named: object = {}) => new Map(Object.keys(named).map((name, i) => [String(i + 1), name]));
  return {
    ecf: { users: byEcfId(ecf.users), applications: byEcfId(ecf.applications) },
    npq: { users: byNumber(npq.users), applications: byNumber(npq.applications) },
  };
}
