import { describe, expect, test } from "vitest";
import { loadConfig } from "../server/config.js";
import { CrosswalkError } from "../server/core/errors.js";

type Env = Readonly<Record<string, string | undefined>>;

function errorOf(env: Env): CrosswalkError {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(CrosswalkError);
    return error as CrosswalkError;
  }
  throw new Error("nothing was wrong with the configuration");
}

/** The settings that an error names, a line each. */
function named(env: Env): readonly string[] {
  const [, ...lines] = errorOf(env).message.split("\n");
  return lines.map((line) => line.trim().split(":")[0] ?? "").sort();
}

const defaults = {
  databaseUrl: null,
  dataDirectory: ".data",
  embeddedAccount: null,
  ecf: { url: null, schema: "ecf" },
  npq: { url: null, schema: "npq" },
  legacy: { url: null, schema: "legacy" },
  host: "127.0.0.1",
  port: 4000,
  credentials: null,
  apiToken: null,
  openId: null,
  sessionIdleMinutes: 480,
  trustProxy: null,
  requestsPerMinute: 6_000,
  retentionMigrations: 30,
  workerConcurrency: 2,
  migrationAttempts: 5,
  rowsPerPart: 20_000,
  webhookAllowLocal: false,
  thresholds: {
    successWarning: 0.95,
    successCritical: 0.9,
    efficiencyOptimal: 0.7,
    efficiencyInefficient: 0.3,
    matchRateWarning: 0.75,
    matchRateCritical: 0.5,
  },
  logLevel: "info",
};

const SECRET = "hunter2hunter2";

const everything: Env = {
  CROSSWALK_TOKEN: SECRET,
  OPENID_ISSUER: "https://login.example.org",
  OPENID_CLIENT_ID: "crosswalk",
  OPENID_CLIENT_SECRET: SECRET,
  OPENID_REDIRECT_URL: "https://crosswalk.example.org/session/openid/callback",
  OPENID_TITLE: "The school's login",
  OPENID_SCOPE: "openid",
  OPENID_USERNAME_CLAIM: "email",
  OPENID_ROLE_CLAIM: "roles",
  OPENID_ROLES: "a=b=VIEWER, all of it=ADMIN",
  OPENID_DEFAULT_ROLE: "ANALYST",
  SESSION_IDLE_MINUTES: "15",
  TRUST_PROXY: "10.0.0.0/8, loopback",
  REQUESTS_PER_MINUTE: "600",
  DATABASE_URL: `postgresql://me:${SECRET}@db:5432/main`,
  DATA_DIR: "/var/lib/crosswalk",
  EMBEDDED_PG_USER: "pg",
  ECF_DATABASE_URL: "postgres://ecf/db",
  ECF_SCHEMA: "public",
  NPQ_DATABASE_URL: "postgres://npq/db",
  NPQ_SCHEMA: "Odd \"name'",
  LEGACY_DATABASE_URL: "postgres://legacy/db",
  LEGACY_SCHEMA: "dump",
  HOST: "::",
  PORT: "0",
  MIGRATION_USERNAME: "admin",
  MIGRATION_PASSWORD: SECRET,
  RETENTION_MIGRATIONS: "1",
  WORKER_CONCURRENCY: "16",
  MIGRATION_ATTEMPTS: "1",
  ROWS_PER_PART: "7",
  WEBHOOK_ALLOW_LOCAL: "true",
  SUCCESS_WARNING: "1",
  SUCCESS_CRITICAL: "0.5",
  EFFICIENCY_OPTIMAL: "0.25",
  EFFICIENCY_INEFFICIENT: "0",
  MATCH_RATE_WARNING: "0.5",
  MATCH_RATE_CRITICAL: "0.5",
  LOG_LEVEL: "silent",
};

const allWrong: Env = {
  DATABASE_URL: `mysql://me:${SECRET}@db/main`,
  ECF_DATABASE_URL: `me:${SECRET}@db/main`,
  ECF_SCHEMA: "x".repeat(64),
  NPQ_DATABASE_URL: `postgresql://me:${SECRET}@db:port/main`,
  NPQ_SCHEMA: "nul\0",
  LEGACY_DATABASE_URL: "legacy/db",
  LEGACY_SCHEMA: "x".repeat(64),
  PORT: "65536",
  MIGRATION_USERNAME: `a:${SECRET}`,
  MIGRATION_PASSWORD: SECRET.slice(0, 7),
  CROSSWALK_TOKEN: "no token",
  OPENID_ISSUER: "login.example.org",
  OPENID_REDIRECT_URL: "/session/openid/callback",
  OPENID_ROLES: "staff=OWNER",
  OPENID_DEFAULT_ROLE: "NOBODY",
  SESSION_IDLE_MINUTES: "0",
  TRUST_PROXY: "true",
  REQUESTS_PER_MINUTE: "1",
  RETENTION_MIGRATIONS: "0",
  WORKER_CONCURRENCY: "17",
  MIGRATION_ATTEMPTS: "0",
  ROWS_PER_PART: "1.5",
  WEBHOOK_ALLOW_LOCAL: "yes",
  SUCCESS_WARNING: "1.01",
  SUCCESS_CRITICAL: "-0.1",
  EFFICIENCY_OPTIMAL: "70%",
  EFFICIENCY_INEFFICIENT: "low",
  MATCH_RATE_WARNING: "2",
  MATCH_RATE_CRITICAL: "half",
  LOG_LEVEL: "loud",
};

describe("loadConfig", () => {
  test("has a default for everything", () => {
    expect(loadConfig({})).toEqual(defaults);
  });

  test("takes an empty setting for none", () => {
    const empty = Object.fromEntries(Object.keys(everything).map((name) => [name, ""]));
    expect(loadConfig(empty)).toEqual(defaults);
    expect(loadConfig({ ...empty, PORT: undefined, MIGRATION_PASSWORD: undefined })).toEqual(defaults);
  });

  test("reads every setting, and lets others be", () => {
    expect(loadConfig({ ...everything, PATH: "/bin" })).toEqual({
      databaseUrl: everything.DATABASE_URL,
      dataDirectory: "/var/lib/crosswalk",
      embeddedAccount: "pg",
      ecf: { url: "postgres://ecf/db", schema: "public" },
      npq: { url: "postgres://npq/db", schema: "Odd \"name'" },
      legacy: { url: "postgres://legacy/db", schema: "dump" },
      host: "::",
      port: 0,
      credentials: { username: "admin", password: SECRET },
      apiToken: SECRET,
      openId: {
        issuer: "https://login.example.org",
        clientId: "crosswalk",
        clientSecret: SECRET,
        redirectUrl: "https://crosswalk.example.org/session/openid/callback",
        title: "The school's login",
        scope: "openid",
        usernameClaim: "email",
        roleClaim: "roles",
        roles: [
          ["a=b", "VIEWER"],
          ["all of it", "ADMIN"],
        ],
        defaultRole: "ANALYST",
      },
      sessionIdleMinutes: 15,
      trustProxy: "10.0.0.0/8, loopback",
      requestsPerMinute: 600,
      retentionMigrations: 1,
      workerConcurrency: 16,
      migrationAttempts: 1,
      rowsPerPart: 7,
      webhookAllowLocal: true,
      thresholds: {
        successWarning: 1,
        successCritical: 0.5,
        efficiencyOptimal: 0.25,
        efficiencyInefficient: 0,
        matchRateWarning: 0.5,
        matchRateCritical: 0.5,
      },
      logLevel: "silent",
    });
  });

  test("reports everything that is wrong at once, with no password in it", () => {
    const { code, message } = errorOf(allWrong);
    expect(code).toBe("CONFIGURATION_INVALID");
    // two of those that belong together are not there at all
    const wrong = [...Object.keys(allWrong), "OPENID_CLIENT_ID", "OPENID_CLIENT_SECRET"];
    expect(named(allWrong)).toEqual(wrong.sort());
    expect(message).not.toContain("hunter");
    expect(message).toContain(".env.example");
  });

  test.each(Object.keys(allWrong))("names %s alone where it alone is wrong", (setting) => {
    expect(named({ ...everything, [setting]: allWrong[setting] })).toEqual([setting]);
  });

  test.each(["MIGRATION_USERNAME", "MIGRATION_PASSWORD"])("%s needs its other half", (setting) => {
    const missing = setting === "MIGRATION_USERNAME" ? "MIGRATION_PASSWORD" : "MIGRATION_USERNAME";
    const env = { [setting]: everything[setting] };
    expect(named(env)).toEqual([missing]);
    expect(errorOf(env).message).toContain(`expected together with ${setting}`);
    expect(errorOf(env).message).not.toContain("hunter");
  });

  test.each(Object.keys(allWrong).filter((name) => !/^MIGRATION_|^OPENID_(ISSUER|REDIRECT)/.test(name)))(
    "half of the credentials is reported beside a wrong %s",
    (setting) => {
      const env = { MIGRATION_PASSWORD: SECRET, [setting]: allWrong[setting] };
      expect(named(env)).toEqual(["MIGRATION_USERNAME", setting].sort());
    },
  );

  test.each(["-1", "4000.5", "1e3", " 80", "0x50", "65536", "٣"])("%j is no port", (port) => {
    expect(named({ PORT: port })).toEqual(["PORT"]);
  });

  test.each([
    ["SUCCESS_CRITICAL", "SUCCESS_WARNING", "0.96"],
    ["EFFICIENCY_INEFFICIENT", "EFFICIENCY_OPTIMAL", "0.71"],
  ])("%s may not be above %s", (lower, upper, value) => {
    expect(named({ [lower]: value })).toEqual([lower]);
    expect(errorOf({ [lower]: value }).message).toContain(`expected at most ${upper}`);
    expect(loadConfig({ [lower]: value, [upper]: value }).thresholds).toBeDefined();
  });
});
