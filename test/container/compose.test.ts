import { load, YAML11_SCHEMA } from "js-yaml";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../server/config.js";
import { imageEnvironment, only, read } from "./dockerfile.js";

/** every setting that there is */
const SETTINGS = ["server/config.ts", "server/open-id-settings.ts"].flatMap((file) =>
  [...read(file).matchAll(/^ {2,4}([A-Z][A-Z_]+):/gm)].map(([, name]) => name as string),
);

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly deploy?: { readonly replicas: number };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly restart: string;
  readonly stop_grace_period: string;
  readonly read_only?: boolean;
}

interface Compose {
  readonly services: Readonly<Record<"postgres" | "server" | "worker", Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const compose = load(read("compose.yaml"), { schema: YAML11_SCHEMA }) as Compose;
const { postgres, server, worker } = compose.services;

/** As Compose puts the environment in: `${NAME:-default}` and `${NAME:?why it is needed}`. */
function interpolate(values: Readonly<Record<string, string>>, given: Readonly<Record<string, string>>) {
  const missing: string[] = [];
  const environment = Object.entries(values).map(([name, value]) => [
    name,
    value.replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, variable: string, kind: string, rest: string) => {
      if (!given[variable] && kind === "?") missing.push(variable);
      return given[variable] || (kind === "-" ? rest : "");
    }),
  ]);
  return { missing, environment: Object.fromEntries(environment) as Record<string, string> };
}

describe("compose.yaml", () => {
  const secrets = { POSTGRES_PASSWORD: "Letters4nd", MIGRATION_PASSWORD: "long enough" };

  it("is a database, a server and two workers", () => {
    expect(Object.keys(compose.services).sort()).toEqual(["postgres", "server", "worker"]);
    expect(worker.deploy?.replicas).toBe(2);
    expect(server.image).toBe(worker.image);
    for (const service of Object.values(compose.services)) expect(service.restart).toBe("unless-stopped");
    for (const service of [server, worker]) {
      expect(service.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
      expect(service.read_only).toBe(true);
    }
  });

  it("starts roles that there are, as the image does", () => {
    const roles = /ROLES = (\[.*?\])/.exec(read("server/main.ts"))?.[1];
    expect(JSON.parse(roles as string).sort()).toEqual(["server", "worker"]);
    for (const [name, service] of Object.entries({ server, worker }))
      expect(service.command).toEqual([...JSON.parse(only("CMD")), name]);
  });

  it("gives settings that there are, and every one that is not the machine's own", () => {
    expect(SETTINGS.length).toBeGreaterThan(10);
    const ofMachine = ["CROSSWALK_TOKEN", "DATA_DIR", "EMBEDDED_PG_USER", "HOST", "PORT"];
    const ofServer = [
      ...["MIGRATION_USERNAME", "MIGRATION_PASSWORD", "SESSION_IDLE_MINUTES", "TRUST_PROXY", "REQUESTS_PER_MINUTE"],
      ...SETTINGS.filter((name) => name.startsWith("OPENID_")),
    ];
    expect(Object.keys(server.environment).sort()).toEqual(SETTINGS.filter((name) => !ofMachine.includes(name)).sort());
    expect(Object.keys(worker.environment).sort()).toEqual(
      SETTINGS.filter((name) => ![...ofMachine, ...ofServer].includes(name)).sort(),
    );
  });

  it("holds no password: they are asked for", () => {
    const needed = Object.values(compose.services).map(({ environment }) => interpolate(environment, {}).missing);
    expect([...new Set(needed.flat())].sort()).toEqual(Object.keys(secrets).sort());
    for (const { environment } of Object.values(compose.services))
      for (const [name, value] of Object.entries(environment))
        if (name === "OPENID_CLIENT_SECRET") expect(value).toBe(["$", `{${name}:-}`].join(""));
        else if (/PASSWORD|SECRET/.test(name)) expect(value).toMatch(/^\$\{\w+:\?[^}]+\}$/);
  });

  it("gives a configuration that the server and the workers take", () => {
    const config = (service: Service) =>
      loadConfig({ ...imageEnvironment, ...interpolate(service.environment, secrets).environment });
    const url = new URL(config(server).databaseUrl as string);
    const { environment } = interpolate(postgres.environment, secrets);
    expect([url.hostname, url.username, url.password, url.pathname]).toEqual([
      "postgres",
      environment.POSTGRES_USER,
      environment.POSTGRES_PASSWORD,
      `/${environment.POSTGRES_DB}`,
    ]);
    expect(config(worker)).toEqual({ ...config(server), credentials: null });
    expect(config(server)).toEqual({
      ...loadConfig({}),
      databaseUrl: url.href,
      host: "0.0.0.0",
      credentials: { username: "admin", password: secrets.MIGRATION_PASSWORD },
    });
  });

  it("publishes the server alone, to this machine alone", () => {
    expect([postgres.ports, worker.ports]).toEqual([undefined, undefined]);
    expect(server.ports).toEqual([`127.0.0.1:\${PORT:-4000}:${imageEnvironment.PORT}`]);
  });

  it("knows when its services are well", () => {
    expect(postgres.healthcheck?.test?.slice(0, 2)).toEqual(["CMD", "pg_isready"]);
    expect(server.healthcheck).toBeUndefined();
    expect(worker.healthcheck).toEqual({ disable: true });
  });

  it("keeps the database, where its version of PostgreSQL does", () => {
    // From 18 on a volume belongs one level higher than before.
    const major = Number(/^postgres:(\d+)-bookworm$/.exec(postgres.image)?.[1]);
    expect(major).toBeGreaterThanOrEqual(18);
    expect(postgres.volumes).toEqual(["postgres:/var/lib/postgresql"]);
    expect(compose.volumes).toHaveProperty("postgres");
  });

  it("waits longer for an end than the process gives itself", () => {
    const grace = Number(/GRACE_MS = ([\d_]+)/.exec(read("server/app.ts"))?.[1]?.replaceAll("_", ""));
    expect(grace).toBeGreaterThan(0);
    for (const service of [server, worker])
      expect(Number.parseInt(service.stop_grace_period, 10) * 1000).toBeGreaterThan(2 * grace);
  });
});
