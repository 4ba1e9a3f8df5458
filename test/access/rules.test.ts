import { type GraphQLOutputType, getNamedType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApiSchema } from "../../schema/build.js";
import { FIELD_RULES, TYPE_RULES } from "../../schema/rules.js";
import { includesRole, ROLES, type Role } from "../../server/core/access/role.js";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { addToken } from "../helpers/people.js";

const schema = buildApiSchema();
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => !!type);

let api: TestApi;
const authorizations = new Map<Role, string>();
beforeAll(async () => {
  api = await startTestApi();
  for (const role of ROLES) authorizations.set(role, (await addToken(api, role)).authorization);
});
afterAll(() => api.stop());

const as = (role: Role) => ({ authorization: authorizations.get(role) as string });

/** A call of a root field that is valid, with arguments that mean nothing. */
function callOf(operation: string, field: string): string {
  const root = roots.find((type) => type.name.toLowerCase() === operation);
  const declared = root?.getFields()[field];
  const value = (type: string): string =>
    ({ "ID!": '"999"', "String!": '"none"', "StartMigrationInput!": '{pipeline: "none"}' })[type] ?? inputOf(type);
  const args = declared?.args.filter((arg) => String(arg.type).endsWith("!"));
  const given = args?.length ? `(${args.map((arg) => `${arg.name}: ${value(String(arg.type))}`).join(", ")})` : "";
  const isObject = isObjectType(getNamedType(declared?.type));
  return `${operation} { ${field}${given} ${isObject ? "{ __typename }" : ""} }`;
}

const INPUTS: Readonly<Record<string, string>> = {
  "CreateUserInput!": '{username: "a:b", role: VIEWER, password: ""}',
  "UpdateUserInput!": '{id: "999"}',
  "ResetPasswordInput!": '{id: "999", password: ""}',
  "CreateTokenInput!": '{name: "", role: VIEWER}',
  "ChangePasswordInput!": '{current: "", next: ""}',
  "CreateScheduleInput!": '{name: "", pipeline: "none", cron: "never"}',
  "UpdateScheduleInput!": '{id: "999"}',
  "SaveSponsorInput!": '{code: "", name: ""}',
};

function inputOf(type: string): string {
  const input = INPUTS[type];
  if (input === undefined) throw new Error(`say in INPUTS how a ${type} can be given`);
  return input;
}

describe("every field", () => {
  const fields = roots.flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`));

  it("that somebody can ask for has a rule, and no rule is for one that is gone", () => {
    expect(fields.length).toBeGreaterThan(30);
    expect(fields.filter((field) => FIELD_RULES[field] === undefined)).toEqual([]);
    expect(Object.keys(FIELD_RULES).filter((field) => !fields.includes(field))).toEqual([]);
  });

  it("of a type that only some may see is not for others, wherever it is", () => {
    for (const type of Object.keys(TYPE_RULES)) expect(isObjectType(schema.getType(type)), type).toBe(true);
  });

  const calls = fields
    .filter((field) => !field.startsWith("Subscription."))
    .flatMap((field) => ROLES.map((role) => [field, role] as const));

  it.each(calls)("%s as %s", async (field, role) => {
    const [operation, name] = field.toLowerCase().split(".") as [string, string];
    const query = callOf(operation, field.split(".")[1] ?? name);
    const { status, body } = await api.post({ query }, as(role));
    const codes = body.errors?.map(({ extensions }) => extensions.code) ?? [];
    expect(status, JSON.stringify(body)).toBe(200);
    const isAllowed = includesRole(role, FIELD_RULES[field] as Role);
    expect(codes.includes("FORBIDDEN"), JSON.stringify(body)).toBe(!isAllowed);
  });

  it("is refused before anything is done", async () => {
    await api.post(
      { query: 'mutation { saveSponsor(input: { code: "X", name: "X" }) { sponsor { code } } }' },
      as("ANALYST"),
    );
    expect((await api.query("{ sponsors { totalCount } }")).sponsors.totalCount).toBe(0);
  });
});

it("no subscription leads to values about people: what it tells is told once for all of a role", () => {
  const reached = new Set<string>();
  const walk = (type: unknown): void => {
    const named = getNamedType(type as GraphQLOutputType);
    if (!isObjectType(named) || reached.has(named.name)) return;
    reached.add(named.name);
    for (const field of Object.values(named.getFields())) walk(field.type);
  };
  walk(schema.getSubscriptionType());
  expect(reached).toContain("Migration");
  const personal = [
    "Record",
    "RecordField",
    "RecordTie",
    "ChainLink",
    "AgreedValue",
    "SharedValue",
    "Change",
    "Rejection",
  ];
  for (const type of personal) expect(isObjectType(schema.getType(type)), type).toBe(true);
  expect(personal.filter((type) => reached.has(type))).toEqual([]);
  expect(Object.keys(TYPE_RULES).filter((type) => reached.has(type))).toEqual([]);
});

describe("every route", () => {
  /** Where a route is, for a request. */
  const placeOf = (path: string) => path.replace(/\{.*\}/g, "").replace(/:\w+|\*\w+/g, "1");

  it("has a rule, and is closed without signing in unless the rule says otherwise", async () => {
    expect(api.server.routes.length).toBeGreaterThan(8);
    for (const { method, path, rule } of api.server.routes) {
      expect(["OPEN", ...ROLES], path).toContain(rule);
      const response = await fetch(api.server.url + placeOf(path), { method: method === "all" ? "POST" : method });
      if (rule === "OPEN") expect(response.status, path).not.toBe(403);
      else expect(response.status, `${method} ${path}`).toBe(401);
    }
  });

  it("that is open holds nothing of migrations", () => {
    const open = api.server.routes.filter(({ rule }) => rule === "OPEN").map(({ path }) => path);
    expect(open).toEqual([
      ...["/health/live", "/health/ready"],
      ...["/session", "/session", "/session/ways"],
      ...["/pages/migrations/assets/{*file}", "/sign-in", "/notebooks/assets/{*file}"],
    ]);
  });

  it("is in the table: Express knows no other", () => {
    const known = api.server.routes.map(({ path }) => path).sort();
    expect(api.server.mounted().sort()).toEqual(known);
  });

  it("is not for a role that is less than its rule", async () => {
    for (const { method, path, rule } of api.server.routes.filter((route) => route.rule !== "OPEN"))
      for (const role of ROLES.filter((each) => rule !== "OPEN" && !includesRole(each, rule))) {
        const response = await fetch(api.server.url + placeOf(path), { method, headers: as(role) });
        expect(response.status, `${path} as ${role}`).toBe(403);
      }
  });
});

describe("a page", () => {
  const asBrowser = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

  it.each(["/", "/migrations", "/migrations/7/orphans?search=a%26b"])("%s leads to the sign-in", async (path) => {
    const response = await fetch(api.server.url + path, { headers: asBrowser, redirect: "manual" });
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(`/sign-in?then=${encodeURIComponent(path)}`);
  });

  it("leads nowhere else: neither round in circles nor to another site", async () => {
    const circle = await fetch(`${api.server.url}/sign-in`, { headers: asBrowser, redirect: "manual" });
    expect(circle.status).toBe(200);
    const away = await fetch(`${api.server.url}//evil.example/x`, { headers: asBrowser, redirect: "manual" });
    expect(away.headers.get("location")).toBe("/sign-in?then=%2F%2Fevil.example%2Fx");
  });

  it("is not what a program asks for", async () => {
    const response = await fetch(`${api.server.url}/migrations`, { headers: { accept: "application/json" } });
    expect(response.status).toBe(401);
  });
});
