import { isIP } from "node:net";
import { z } from "zod";
import type { OpenIdSettings } from "./core/access/open-id.js";
import { CrosswalkError } from "./core/errors.js";
import { DEFAULT_THRESHOLDS, type Thresholds } from "./core/levels.js";
import { missingOfOpenId, OPENID_SETTINGS, openIdOf, TOGETHER } from "./open-id-settings.js";

/** Everything that can be set from outside. */
export interface Config {
  /** null: the embedded PostgreSQL server */
  readonly databaseUrl: string | null;
  /** where the embedded server and the first password are kept */
  readonly dataDirectory: string;
  /** the account that the embedded server runs under when we are root; null: `postgres` or `nobody` */
  readonly embeddedAccount: string | null;
  readonly ecf: SourceLocation;
  readonly npq: SourceLocation;
  /** the legacy student system */
  readonly legacy: SourceLocation;
  readonly host: string;
  readonly port: number;
  /** null: made on the first start and kept in the data directory */
  readonly credentials: Credentials | null;
  /** what command lines sign in with at a server; null for the credentials */
  readonly apiToken: string | null;
  /** the OpenID Connect provider by which people may sign in; null for none */
  readonly openId: OpenIdSettings | null;
  /** a session that is not used for so long ends */
  readonly sessionIdleMinutes: number;
  /** which proxies may say for whom they ask: how many there are before us, or their addresses; null for none */
  readonly trustProxy: number | string | null;
  /** how many requests a minute a user, a token, or an address that has not signed in may make */
  readonly requestsPerMinute: number;
  /** of how many migrations a pipeline the details are kept, where no admin has set another number */
  readonly retentionMigrations: number;
  /** parts of migrations that a worker works on at once */
  readonly workerConcurrency: number;
  /** after so many lost workers or failed connections in a row, without getting further, a migration fails */
  readonly migrationAttempts: number;
  /** into parts of how many rows, at least, the taking of a large source is divided */
  readonly rowsPerPart: number;
  /** whether webhooks may lead to addresses of the local network */
  readonly webhookAllowLocal: boolean;
  /** where the levels of success, efficiency and match rates change */
  readonly thresholds: Thresholds;
  readonly logLevel: LogLevel;
}

export interface SourceLocation {
  /** null: the main database */
  readonly url: string | null;
  readonly schema: string;
}

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The setting that says where a source is, for errors. */
export const SOURCE_SETTINGS = {
  ecf: "ECF_DATABASE_URL",
  npq: "NPQ_DATABASE_URL",
  legacy: "LEGACY_DATABASE_URL",
} as const;

const postgresUrl = z
  .string()
  .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
    error: "expected a URL such as postgresql://user:password@host:5432/database",
  })
  .optional();

const schemaName = (fallback: string) =>
  z
    .string()
    .regex(/^[^\0]{1,63}$/, "expected the name of a PostgreSQL schema")
    .default(fallback);

const wholeNumber = (least: number, most: number, fallback: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `expected a whole number from ${least} to ${most}`,
    })
    .transform(Number)
    .default(fallback);

const flag = z
  .string()
  .refine((text) => text === "true" || text === "false", { error: "expected true or false" })
  .transform((text) => text === "true")
  .default(false);

/** Not every proxy, which would let anybody say that they are somebody else. */
const proxies = z
  .string()
  .refine((text) => /^[1-9]$/.test(text) || text.split(/, */).every(isNetwork), {
    error: "expected how many proxies there are, or their addresses, such as 10.0.0.0/8, loopback",
  })
  .transform((text) => (/^\d+$/.test(text) ? Number(text) : text))
  .optional();

const share = (fallback: number) =>
  z
    .string()
    .refine((text) => /^(0(\.\d+)?|1(\.0+)?)$/.test(text), { error: "expected a number from 0 to 1, such as 0.95" })
    .transform(Number)
    .default(fallback);

/** Settings of which the first may not be larger than the second. */
const IN_ORDER = [
  ["SUCCESS_CRITICAL", "SUCCESS_WARNING"],
  ["EFFICIENCY_INEFFICIENT", "EFFICIENCY_OPTIMAL"],
  ["MATCH_RATE_CRITICAL", "MATCH_RATE_WARNING"],
] as const;

function isLogLevel(text: string): text is LogLevel {
  return (LOG_LEVELS as readonly string[]).includes(text);
}

const environment = z
  .object({
    DATABASE_URL: postgresUrl,
    DATA_DIR: z.string().default(".data"),
    EMBEDDED_PG_USER: z.string().optional(),
    ECF_DATABASE_URL: postgresUrl,
    ECF_SCHEMA: schemaName("ecf"),
    NPQ_DATABASE_URL: postgresUrl,
    NPQ_SCHEMA: schemaName("npq"),
    LEGACY_DATABASE_URL: postgresUrl,
    LEGACY_SCHEMA: schemaName("legacy"),
    HOST: z.string().default("127.0.0.1"),
    PORT: wholeNumber(0, 65_535, 4000),
    MIGRATION_USERNAME: z
      .string()
      .regex(/^[^:]+$/, "expected a name without a colon, which HTTP basic auth can't carry")
      .optional(),
    MIGRATION_PASSWORD: z.string().min(8, "expected at least 8 characters").optional(),
    CROSSWALK_TOKEN: z
      .string()
      .regex(/^[\w.~+/-]+=*$/, "expected a token as it was told when it was made")
      .optional(),
    ...OPENID_SETTINGS,
    SESSION_IDLE_MINUTES: wholeNumber(1, 10_080, 480),
    TRUST_PROXY: proxies,
    REQUESTS_PER_MINUTE: wholeNumber(60, 1_000_000, 6_000),
    RETENTION_MIGRATIONS: wholeNumber(1, 100_000, 30),
    WORKER_CONCURRENCY: wholeNumber(1, 16, 2),
    MIGRATION_ATTEMPTS: wholeNumber(1, 100, 5),
    ROWS_PER_PART: wholeNumber(1, 1_000_000_000, 20_000),
    WEBHOOK_ALLOW_LOCAL: flag,
    SUCCESS_WARNING: share(DEFAULT_THRESHOLDS.successWarning),
    SUCCESS_CRITICAL: share(DEFAULT_THRESHOLDS.successCritical),
    EFFICIENCY_OPTIMAL: share(DEFAULT_THRESHOLDS.efficiencyOptimal),
    EFFICIENCY_INEFFICIENT: share(DEFAULT_THRESHOLDS.efficiencyInefficient),
    MATCH_RATE_WARNING: share(DEFAULT_THRESHOLDS.matchRateWarning),
    MATCH_RATE_CRITICAL: share(DEFAULT_THRESHOLDS.matchRateCritical),
    // Not an enum: zod would then skip the check below, and not everything would be reported at once.
    LOG_LEVEL: z
      .string()
      .refine(isLogLevel, { error: `expected one of ${LOG_LEVELS.join(", ")}` })
      .default("info"),
  })
  .superRefine((settings, context) => {
    const both = ["MIGRATION_USERNAME", "MIGRATION_PASSWORD"] as const;
    const missing = both.filter((name) => settings[name] === undefined);
    if (missing.length === 1)
      context.addIssue({
        code: "custom",
        path: missing,
        message: `expected together with ${both.find((name) => name !== missing[0])}; set both or neither`,
      });
    for (const name of missingOfOpenId(settings)) context.addIssue({ code: "custom", path: [name], message: TOGETHER });
    // What is no number was reported already.
    for (const [lower, upper] of IN_ORDER)
      if ([settings[lower], settings[upper]].every(Number.isFinite) && settings[lower] > settings[upper])
        context.addIssue({
          code: "custom",
          path: [lower],
          message: `expected at most ${upper}, which is ${settings[upper]}`,
        });
  });

/** An address, a network, or a name that Express has for some. */
function isNetwork(text: string): boolean {
  const [address = "", bits = "0", ...more] = text.split("/");
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= longest;
}

/** The settings of an environment, or one error that names all that is wrong with it. An empty setting is none. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new CrosswalkError(
      "CONFIGURATION_INVALID",
      `These settings are not as they should be (see .env.example):\n${problems.join("\n")}`,
    );
  }
  const settings = parsed.data;
  return {
    databaseUrl: settings.DATABASE_URL ?? null,
    dataDirectory: settings.DATA_DIR,
    embeddedAccount: settings.EMBEDDED_PG_USER ?? null,
    ecf: { url: settings.ECF_DATABASE_URL ?? null, schema: settings.ECF_SCHEMA },
    npq: { url: settings.NPQ_DATABASE_URL ?? null, schema: settings.NPQ_SCHEMA },
    legacy: { url: settings.LEGACY_DATABASE_URL ?? null, schema: settings.LEGACY_SCHEMA },
    host: settings.HOST,
    port: settings.PORT,
    credentials:
      settings.MIGRATION_USERNAME !== undefined && settings.MIGRATION_PASSWORD !== undefined
        ? { username: settings.MIGRATION_USERNAME, password: settings.MIGRATION_PASSWORD }
        : null,
    apiToken: settings.CROSSWALK_TOKEN ?? null,
    openId: openIdOf(settings),
    sessionIdleMinutes: settings.SESSION_IDLE_MINUTES,
    trustProxy: settings.TRUST_PROXY ?? null,
    requestsPerMinute: settings.REQUESTS_PER_MINUTE,
    retentionMigrations: settings.RETENTION_MIGRATIONS,
    workerConcurrency: settings.WORKER_CONCURRENCY,
    migrationAttempts: settings.MIGRATION_ATTEMPTS,
    rowsPerPart: settings.ROWS_PER_PART,
    webhookAllowLocal: settings.WEBHOOK_ALLOW_LOCAL,
    thresholds: {
      successWarning: settings.SUCCESS_WARNING,
      successCritical: settings.SUCCESS_CRITICAL,
      efficiencyOptimal: settings.EFFICIENCY_OPTIMAL,
      efficiencyInefficient: settings.EFFICIENCY_INEFFICIENT,
      matchRateWarning: settings.MATCH_RATE_WARNING,
      matchRateCritical: settings.MATCH_RATE_CRITICAL,
    },
    logLevel: settings.LOG_LEVEL,
  };
}
