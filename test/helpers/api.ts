import pg from "pg";
import type { ApiServices } from "../../schema/services.js";
import type { AllowedFailures } from "../../server/access/sign-in.js";
import { openAccess } from "../../server/access.js";
import { SESSION_OPTIONS } from "../../server/adapters/database/open.js";
import { openOperations } from "../../server/adapters/operations/open.js";
import { openProgressFeed } from "../../server/adapters/progress-feed.js";
import { createReports } from "../../server/adapters/reports/reports.js";
import { createReaders } from "../../server/adapters/stores/readers.js";
import { createSponsorStore } from "../../server/adapters/stores/sponsors.js";
import type { OpenIdSettings } from "../../server/core/access/open-id.js";
import { DEFAULT_THRESHOLDS } from "../../server/core/levels.js";
import { openEntrance } from "../../server/entrance.js";
import { downloadRoutes } from "../../server/http/downloads.js";
import { createHttpServer, type HttpServer } from "../../server/http/server.js";
import { npqPipeline } from "../../server/pipelines/npq/pipeline.js";
import { studentsPipeline } from "../../server/pipelines/students/pipeline.js";
import { openSchedules } from "../../server/schedules.js";
import { createTestDatabase, type TestDatabase } from "./database.js";

const PIPELINES = [npqPipeline, studentsPipeline];

const SETTINGS = { retentionMigrations: 30, sessionIdleMinutes: 60 };

export const CREDENTIALS = { username: "someone", password: "a password: with a colon" };
export const AUTHORIZATION = `Basic ${Buffer.from(`${CREDENTIALS.username}:${CREDENTIALS.password}`).toString("base64")}`;

/** A server over a database of its own, or over that of another one. What starts and runs migrations is tested end to end, not with it. */
export interface TestApi {
  readonly database: TestDatabase;
  readonly server: HttpServer;
  /** faults that were logged */
  readonly faults: unknown[];
  /** SQL statements since the last call */
  countStatements(): number;
  post(body: unknown, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; body: Answer }>;
  /** what a query gives; its errors are thrown */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers freely
  query(query: string, variables?: Record<string, unknown>): Promise<any>;
  /** the code of the error that a query gives */
  errorCode(query: string, variables?: Record<string, unknown>): Promise<unknown>;
  stop(): Promise<void>;
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

export interface TestApiOptions {
  readonly over?: TestDatabase;
  /** failed sign-ins before a pause; without it so many that no test comes to one unawares */
  readonly allowed?: AllowedFailures;
  readonly requestsPerMinute?: number;
  readonly trustProxy?: string | null;
  readonly openId?: OpenIdSettings | null;
}

export async function startTestApi({
  over,
  allowed = { ofAddress: 10_000, ofUserFromAddress: 10_000, ofUser: 10_000 },
  requestsPerMinute = 1_000_000,
  trustProxy = null,
  openId = null,
}: TestApiOptions = {}): Promise<TestApi> {
  const database = over ?? (await createTestDatabase());
  const counted = { statements: 0 };
  const faults: unknown[] = [];
  const pool = new pg.Pool({ connectionString: database.url, options: SESSION_OPTIONS });
  pool.on("error", () => {});
  const progress = await openProgressFeed(database.url, pool);
  const operations = await openOperations({
    url: database.url,
    pipelines: PIPELINES,
    isWorking: () => null,
    countSubscribers: () => 0,
    log: { warn() {} },
    patienceMs: 30_000,
  });
  const reports = createReports({ pool: counting(pool, counted), pipelines: PIPELINES });
  const access = openAccess(pool, SETTINGS);
  const services: ApiServices = {
    ...access,
    pipelines: PIPELINES,
    readers: createReaders(counting(pool, counted)),
    sponsors: createSponsorStore(pool),
    thresholds: DEFAULT_THRESHOLDS,
    migrations: { start: notHere, cancel: notHere },
    schedules: openSchedules(pool, { webhookAllowLocal: false }),
    progress,
    reports,
  };
  const server = await createHttpServer({
    host: "127.0.0.1",
    port: 0,
    services,
    entrance: await openEntrance(
      { url: database.url, pool, settings: { ...SETTINGS, openId }, credentials: CREDENTIALS, allowed },
      access,
    ),
    trustProxy,
    requestsPerMinute,
    log: { error: (fields) => void faults.push(fields), warn() {}, info() {}, debug() {} },
    operations,
    routes: [
      ...downloadRoutes({ reports, audit: access.audit, onFault: (error) => void faults.push(error) }),
      {
        ...{ method: "get", path: "/behind-sign-in", rule: "VIEWER" },
        handlers: [(_request, response) => void response.send("let in")],
      },
    ],
  });
  const post: TestApi["post"] = async (body, headers = { authorization: AUTHORIZATION }) => {
    const response = await fetch(`${server.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Answer };
  };
  return {
    database,
    server,
    faults,
    countStatements() {
      const { statements } = counted;
      counted.statements = 0;
      return statements;
    },
    post,
    async query(query, variables = {}) {
      const { body } = await post({ query, variables });
      if (body.errors) throw new Error(JSON.stringify(body.errors));
      return body.data;
    },
    async errorCode(query, variables = {}) {
      return (await post({ query, variables })).body.errors?.[0]?.extensions.code;
    },
    async stop() {
      await server.stop(1_000);
      await progress.stop();
      await operations.stop();
      await pool.end();
      if (!over) await database.drop();
    },
  };
}

function notHere(): never {
  throw new Error("select secret from nowhere");
}

function counting(pool: pg.Pool, counted: { statements: number }): pg.Pool {
  return new Proxy(pool, {
    get(target, property) {
      if (property !== "query") {
        const own: unknown = Reflect.get(target, property);
        return typeof own === "function" ? own.bind(target) : own;
      }
      return (...args: Parameters<pg.Pool["query"]>) => {
        counted.statements++;
        return target.query(...args);
      };
    },
  });
}
