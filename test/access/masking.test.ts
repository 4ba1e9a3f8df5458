import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  ChangesDocument,
  DuplicatesDocument,
  MatchesDocument,
  OrphansDocument,
  RejectionsDocument,
  SharedValuesDocument,
} from "../../scripts/client/graphql/graphql.js";
import type { App } from "../../server/app.js";
import type { Role } from "../../server/core/access/role.js";
import { MASK } from "../../server/core/report/mask.js";
import { openScenario, type Scenario } from "../helpers/npq-scenario.js";
import { openStudents, type StudentsScenario } from "../helpers/students-scenario.js";

const LISTS = [
  MatchesDocument,
  OrphansDocument,
  DuplicatesDocument,
  RejectionsDocument,
  ChangesDocument,
  SharedValuesDocument,
].map(String);
const ALL = { first: 100, records: 20, links: 20, candidates: 20 };
const SETTINGS = { MIGRATION_USERNAME: "root", MIGRATION_PASSWORD: "password of root", PORT: "0" };

interface Asker {
  /** an answer's data as text */
  ask(query: string, variables?: object): Promise<string>;
  /** a download as text, with its status */
  download(url: string): Promise<{ status: number; text: string }>;
  /** all that the lists and the reports of a migration tell */
  everything(migrationId: number): Promise<string>;
}

/** Serves an app, and lets roles ask. */
async function serve(app: App): Promise<(role: Role) => Promise<Asker>> {
  const { url } = await app.serve();
  const askAs = async (authorization: string, query: string, variables: object = {}): Promise<string> => {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    if (errors) throw new Error(JSON.stringify(errors));
    return JSON.stringify(data);
  };
  const root = `Basic ${Buffer.from(`${SETTINGS.MIGRATION_USERNAME}:${SETTINGS.MIGRATION_PASSWORD}`).toString("base64")}`;
  return async (role) => {
    const made = await askAs(root, `mutation { createToken(input: { name: "${role}", role: ${role} }) { secret } }`);
    const authorization = `Bearer ${JSON.parse(made).createToken.secret}`;
    const ask: Asker["ask"] = (query, variables) => askAs(authorization, query, variables);
    const download: Asker["download"] = async (path) => {
      const response = await fetch(url + path, { headers: { authorization } });
      return { status: response.status, text: await response.text() };
    };
    return {
      ask,
      download,
      async everything(migrationId) {
        const lists = await Promise.all(LISTS.map((query) => ask(query, { ...ALL, migrationId: String(migrationId) })));
        const listed = await ask(`{ migration(id: "${migrationId}") { reports { url } recommendations { message } } }`);
        const texts: string[] = [...lists, listed];
        for (const { url: report } of JSON.parse(listed).migration.reports as { url: string }[]) {
          const { status, text } = await download(report);
          if (status !== 200) throw new Error(`${report}: ${status} ${text}`);
          texts.push(text);
        }
        return texts.join("\n");
      },
    };
  };
}

/** What the audit log has of an action, the oldest first. */
async function audited(app: App, action: string) {
  const { rows } = await app.database.pool.query<{ actor: string; details: string }>(
    "select actor, details from audit_entries where action = $1 order by number",
    [action],
  );
  return rows.map(({ actor, details }) => ({ actor, ...(JSON.parse(details) as { shown?: unknown }) }));
}

describe("a reconciliation", () => {
  const PERSONAL = ["Zephyrine", "zq@secret", "Quillfeather", "7654321", "8765432", "Ottoline", "Briggs"];
  let scenario: Scenario;
  let viewer: Asker;
  let analyst: Asker;
  let id: number;

  beforeAll(async () => {
    scenario = await openScenario(SETTINGS);
    const as = await serve(scenario.app);
    viewer = await as("VIEWER");
    analyst = await as("ANALYST");
    const migration = await scenario.reconcile({
      ecf: {
        users: {
          a: { fullName: "Zephyrine Quillfeather", email: "zq@secret.example", trn: "7654321" },
          b: { fullName: "Ottoline Briggs", trn: "8765432" },
          lonely: { fullName: "Zephyrine Briggs", email: "zq@secret.other" },
        },
        applications: {
          x: { user: "a", status: "accepted" },
          bad: { user: "b", status: "odd" },
          alone: { user: "lonely", school: "North" },
        },
      },
      npq: {
        users: {
          a: { ecfId: null, fullName: "Zephyrine Q.", trn: "7654321" },
          b1: { fullName: "Ottoline", trn: "8765432" },
          b2: { fullName: "Ottoline B.", trn: "8765432" },
          other: { fullName: "Zephyrine", email: "zq@secret.other" },
        },
        applications: { x: { user: "a", status: "pending", ecfId: null }, o: { user: "other", school: "North" } },
      },
    });
    id = migration.id;
    expect(migration.users.matched).toHaveLength(1);
    expect(migration.users.duplicates).toHaveLength(1);
    expect(Object.keys(migration.users.candidates).length).toBeGreaterThan(0);
  });
  afterAll(() => scenario.close());

  it("tells a viewer everything but what is about people", async () => {
    const told = await viewer.everything(id);
    expect(PERSONAL.filter((value) => told.toLowerCase().includes(value.toLowerCase()))).toEqual([]);
    expect(told).toContain(MASK);
    expect(told).toContain("North");
  });

  it("tells an analyst all of it, in the API and in full reports", async () => {
    const told = await analyst.everything(id);
    expect(PERSONAL.filter((value) => !told.includes(value))).toEqual([]);
    const { migration } = JSON.parse(await analyst.ask(`{ migration(id: "${id}") { reports { url view } } }`));
    const full = migration.reports.filter(({ view }: { view: string }) => view === "FULL");
    expect(full.length).toBeGreaterThan(0);
    for (const { url } of full) expect(await viewer.download(url)).toMatchObject({ status: 403 });
  });

  it.each([
    ["Zephyrine", 1],
    ["zephyrine quillfeather", 1],
    ["7654321", 1],
    ["zq@secret.example", 1],
  ])("is found by %s only by who may see it", async (search, count) => {
    const query = `query ($search: String) { matches(migrationId: "${id}", search: $search) { totalCount } }`;
    const countFor = async (asker: Asker) => JSON.parse(await asker.ask(query, { search })).matches.totalCount;
    expect([await countFor(analyst), await countFor(viewer)]).toEqual([count, 0]);
  });

  it("is found by ids by everybody", async () => {
    const ids = JSON.parse(await viewer.ask(`{ matches(migrationId: "${id}") { nodes { left { id } } } }`));
    const search = ids.matches.nodes[0].left.id;
    const query = `query ($search: String) { matches(migrationId: "${id}", search: $search) { totalCount } }`;
    expect(JSON.parse(await viewer.ask(query, { search })).matches.totalCount).toBe(1);
  });

  it("has each answer that shows people written down, once", async () => {
    const before = (await audited(scenario.app, "PERSONAL_READ")).length;
    const query = `{ matches(migrationId: "${id}") { nodes { left { fields { value } keys { values } } right { keys { values } } } } }`;
    await viewer.ask(query);
    await analyst.ask(query);
    await analyst.ask(`{ matches(migrationId: "${id}") { nodes { left { id } } } }`);
    const entries = (await audited(scenario.app, "PERSONAL_READ")).slice(before);
    expect(entries).toEqual([{ actor: "token:ANALYST", shown: [{ migration: id, kind: "records", count: 2 }] }]);
  });

  it("has each download written down", async () => {
    await viewer.download(`/reports/${id}/orphans-users-masked.yaml`);
    expect((await audited(scenario.app, "REPORT_DOWNLOADED")).at(-1)).toEqual({
      actor: "token:VIEWER",
      migration: id,
      report: "orphans-users-masked.yaml",
      view: "MASKED",
    });
  });

  it("can't be searched by a viewer where terms about people were not kept apart", async () => {
    await scenario.database.pool.query("update crosswalk.model_results set apart_columns = '{}'");
    await expect(viewer.ask(`{ matches(migrationId: "${id}", search: "x") { totalCount } }`)).rejects.toThrow(
      "FORBIDDEN",
    );
    await analyst.ask(`{ matches(migrationId: "${id}", search: "x") { totalCount } }`);
  });
});

describe("an upsert", () => {
  const PEOPLE = ["SOPHEAKTRA", "KOSAL", "sk@secret", "0123987", "Battambang", "1999-12-31", "31/12/1999"];
  let scenario: StudentsScenario;
  let viewer: Asker;
  let analyst: Asker;
  let ids: readonly number[];

  beforeAll(async () => {
    scenario = await openStudents(SETTINGS);
    const as = await serve(scenario.app);
    viewer = await as("VIEWER");
    analyst = await as("ANALYST");
    const student = {
      id: "18001",
      name: "SOPHEAKTRA KOSAL",
      birth_date: "1999-12-31",
      birth_place: "Battambang",
      email: "sk@secret.example",
      emg_contact_person: "SOPHEAKTRA MOTHER",
      contact_person_phone: "0123987",
      ipk: "7",
      lastenroll: "2020-02-03",
    };
    await scenario.fill([
      student,
      { ...student, id: "18002", birth_date: "no date of SOPHEAKTRA" },
      { ...student, id: "18003" },
      { ...student, id: "18003" },
    ]);
    const first = await scenario.migrate();
    await scenario.fill([{ ...student, email: "sk@secret.other", lastenroll: "2021-02-03" }]);
    const second = await scenario.migrate();
    ids = [first.id, second.id];
  });
  afterAll(() => scenario.close());

  it("tells a viewer of each change and each rejection, but not what is about people", async () => {
    for (const id of ids) {
      const told = await viewer.everything(id);
      expect(PEOPLE.filter((value) => told.toLowerCase().includes(value.toLowerCase()))).toEqual([]);
    }
    const told = await viewer.everything(ids[1] as number);
    expect(told).toContain("2021-02-03");
    expect(told).toContain(MASK);
  });

  it("tells an analyst all of it", async () => {
    const told = `${await analyst.everything(ids[0] as number)}${await analyst.everything(ids[1] as number)}`;
    expect(PEOPLE.filter((value) => !told.includes(value))).toEqual(["31/12/1999"]);
    const kinds = (await audited(scenario.app, "PERSONAL_READ")).flatMap(({ shown }) =>
      (shown as { kind: string }[]).map(({ kind }) => kind),
    );
    expect(new Set(kinds)).toEqual(new Set(["changes", "rejections"]));
  });
});
