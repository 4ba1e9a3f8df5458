import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectedOutcomes } from "../../prisma/sample/npq/expected.js";
import { generateBatches } from "../../prisma/sample/npq/generate.js";
import { type LoadedSample, loadNpqSample } from "../../prisma/sample/npq/load.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import {
  clustersOf,
  comparable,
  comparableKeys,
  isApplicationCandidate,
  isUserCandidate,
  type OracleCluster,
  type OracleServices,
  type OracleUser,
  outcomesOf,
  readServices,
  statusesOf,
} from "./npq-oracle.js";

const SCALE = 0.01;
let database: TestDatabase;
let sample: LoadedSample;
let services: OracleServices;
let clusters: readonly OracleCluster<OracleUser>[];

function load(replace: boolean, seed = 1) {
  return loadNpqSample({ ecfUrl: database.url, npqUrl: database.url, scale: SCALE, seed, replace });
}

async function number(sql: string): Promise<number> {
  return Number(
    (await database.pool.query<{ number: string }>(`select count(*) as number from ${sql}`)).rows[0]?.number,
  );
}

beforeAll(async () => {
  database = await createTestDatabase();
  sample = await load(false);
  const client = await database.pool.connect();
  services = await readServices(client);
  client.release();
  clusters = clustersOf(services.users.left, services.users.right);
});

afterAll(() => database.drop());

describe("outcomes", () => {
  it("has exactly the expected users", () => {
    const { left, right } = services.users;
    const { changes, invalidStatuses, ...expected } = sample.users;
    expect([changes, invalidStatuses]).toEqual([0, 0]);
    expect(outcomesOf(left, right, ({ applications }) => applications.length === 0)).toEqual(expected);
  });

  it("has exactly the expected applications", () => {
    const { left, right } = services.applications;
    expect({ ...outcomesOf(left, right), ...statusesOf(services) }).toEqual(sample.applications);
  });

  it("has the published figures at scale 1", () => {
    const { users, applications } = expectedOutcomes(1);
    expect(users).toMatchObject({ total: 113_351, matched: 91_599, orphanedLeft: 0, orphanedRight: 5_521 });
    expect(users).toMatchObject({ duplicates: 16_231, excluded: 60_000 });
    expect(applications).toMatchObject({ total: 135_326, matched: 134_038, orphanedLeft: 204, orphanedRight: 1_084 });
    expect(applications).toMatchObject({ duplicates: 0, invalidStatuses: 40, changes: 20_100 });
  });

  it("keeps the published shape at any scale", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 20, noNaN: true }), (scale) => {
        const { users, applications } = expectedOutcomes(scale);
        const published = [91_599, 5_521, 16_231, 60_000, 134_038, 204, 1_084].map((size) => Math.round(size * scale));
        const planned = [users.matched, users.orphanedRight, users.duplicates, users.excluded];
        expect([...planned, applications.matched, applications.orphanedLeft, applications.orphanedRight]).toEqual(
          published,
        );
      }),
      { numRuns: 1_000 },
    );
  });

  it("refuses a scale too small for one of everything", () => {
    expect(() => expectedOutcomes(0.001)).toThrow(expect.objectContaining({ code: "SAMPLE_SCALE" }));
  });
});

describe("clusters", () => {
  const matched = () => clusters.filter(({ left, right }) => left.length === 1 && right.length === 1);
  const tiesOf = ({ left, right }: OracleCluster<OracleUser>) => {
    const ours = comparableKeys(left[0] as OracleUser);
    return [...comparableKeys(right[0] as OracleUser)].filter((value) => ours.has(value));
  };

  it.each(["ecf_id", "trn", "get_an_identity_id", "npq_application_ecf_ids"])(
    "has pairs tied by %s alone: written alike, in another case, and with stray spaces",
    (key) => {
      const alone = matched().filter((pair) => tiesOf(pair).every((tie) => tie.startsWith(`${key}=`)));
      const written = alone.map(({ left, right }) => {
        const values = (users: readonly OracleUser[]) =>
          users.flatMap(({ keys }) => (keys[key] ?? []).filter((value) => value !== null));
        return [values(left), values(right)] as const;
      });
      const some = (alike: (text: string) => string) =>
        written.some(([ours, theirs]) =>
          ours.some((one) => theirs.some((other) => one !== other && alike(one) === alike(other))),
        );
      expect(written.some(([ours, theirs]) => ours.some((one) => theirs.includes(one)))).toBe(true);
      expect(some((text) => text.toLowerCase())).toBe(true);
      expect(some((text) => text.trim())).toBe(true);
    },
  );

  it("has pairs tied by several keys", () => {
    expect(matched().some((pair) => new Set(tiesOf(pair).map((tie) => tie.split("=")[0])).size >= 3)).toBe(true);
  });

  it("has matched users without an application on ECF", () => {
    expect(matched().some(({ left }) => left[0]?.applications.length === 0)).toBe(true);
  });

  it("has duplicates of each shape", () => {
    const shapes = new Set(clusters.map(({ left, right }) => `${left.length}:${right.length}`));
    for (const shape of ["1:2", "2:1", "2:2", "1:3", "0:2", "0:3"]) expect(shapes).toContain(shape);
  });

  it.each([3, 5, 6, 41])("has chains of %i records in which no value is held by more than two", (length) => {
    const chains = clusters.filter(({ left, right }) => {
      const held = [...left, ...right].flatMap((record) => [...comparableKeys(record)]);
      const shared = [...new Set(held)].map((value) => held.filter((each) => each === value).length);
      const ties = shared.filter((holders) => holders === 2).length;
      return (
        left.length > 0 &&
        right.length > 0 &&
        left.length + right.length === length &&
        Math.max(...shared) === 2 &&
        ties === length - 1
      );
    });
    expect(chains.length).toBeGreaterThan(0);
  });
});

describe("values that must not join", () => {
  it("has blank and whitespace-only values in every key", async () => {
    const blanks = (column: string) => `${column} ~ '^\\s*$'`;
    for (const column of ["ecf_id", "trn", "uid"]) {
      expect(await number(`npq.users where ${blanks(column)}`)).toBeGreaterThan(3);
    }
    expect(await number(`ecf.users where ${blanks("get_an_identity_id")}`)).toBe(4);
    expect(await number(`ecf.teacher_profiles where ${blanks("trn")}`)).toBeGreaterThan(1);
    expect(await number(`npq.applications where ${blanks("ecf_id")}`)).toBeGreaterThan(1);
  });

  it.each(["ecf.teacher_profiles", "npq.users"])("has placeholder TRNs in %s", async (table) => {
    expect(await number(`${table} where trn in ('0000000', '1234567')`)).toBeGreaterThan(3);
  });

  it("has one TRN on 130 NPQ users of as many matched pairs, and on an excluded ECF user", () => {
    const holds = ({ keys }: OracleUser) => keys.trn?.[0] === "1999999";
    expect(
      clusters.filter(({ left, right }) => left.length === 1 && right.length === 1 && right.some(holds)),
    ).toHaveLength(130);
    expect(clusters.filter(({ left, right }) => right.length === 0 && left.some(holds))).toHaveLength(1);
  });

  it("has uids of other providers that equal an identity id on ECF", async () => {
    const sameUid =
      "npq.users n join ecf.users e on e.get_an_identity_id = n.uid where n.provider is distinct from 'tra_openid_connect'";
    expect(await number(sameUid)).toBeGreaterThan(4);
  });
});

describe("rows", () => {
  it("has users without names, and applications without schools", async () => {
    expect(await number("ecf.users where full_name = ''")).toBeGreaterThan(0);
    expect(await number("npq.users where coalesce(full_name, '') = ''")).toBeGreaterThan(0);
    expect(await number("ecf.npq_applications where school_urn is null")).toBeGreaterThan(0);
    expect(await number("npq.applications where school_id is null")).toBeGreaterThan(0);
  });

  it("has matched applications under a user's second participant identity", async () => {
    const second =
      "ecf.npq_applications a join ecf.participant_identities i on i.id = a.participant_identity_id where i.external_identifier <> i.user_id";
    expect(await number(second)).toBeGreaterThan(2);
  });

  it("has NPQ applications with no, blank and unknown ecf_ids", () => {
    const known = new Set(services.applications.left.map(({ id }) => id));
    const ecfIds = services.applications.right.map(({ keys }) => keys.ecf_id?.[0] ?? null);
    expect(ecfIds).toContain(null);
    expect(ecfIds).toContain("");
    expect(ecfIds.some((ecfId) => comparable(ecfId) !== null && !known.has(comparable(ecfId) as string))).toBe(true);
  });

  it("has NPQ orphans with and without applications", () => {
    const orphans = clusters.filter(({ left }) => left.length === 0).flatMap(({ right }) => right);
    expect(new Set(orphans.map(({ applications }) => applications.length > 0))).toEqual(new Set([true, false]));
  });

  it("has statuses that are blank, unknown, or missing on NPQ", () => {
    const [ecf, npq] = [services.applications.left, services.applications.right].map((side) =>
      side.map(({ status }) => status),
    );
    expect(ecf).toEqual(expect.arrayContaining(["declined", "", "pending", "accepted", "rejected"]));
    expect(npq).toContain(null);
  });

  it("has courses and schools that the two services write differently", async () => {
    expect(await number("ecf.npq_courses e join npq.courses n using (identifier) where e.name <> n.name")).toBe(8);
    const schools = "ecf.schools e join npq.schools n using (urn) where";
    expect(await number(`${schools} coalesce(n.name, '') = '' and e.name <> ''`)).toBeGreaterThan(0);
    expect(await number(`${schools} n.name <> e.name and lower(n.name) = lower(e.name)`)).toBeGreaterThan(0);
  });
});

describe("candidates", () => {
  it.each(["users", "applications"] as const)("plants right ones and look-alikes among %s", (model) => {
    const planted = sample.candidates.filter((candidate) => candidate.model === model);
    expect(planted.filter(({ isCandidate }) => isCandidate)).toHaveLength(2);
    expect(planted.filter(({ isCandidate }) => !isCandidate)).toHaveLength(4);
  });

  it("plants only what the rules say", () => {
    const byId = <T extends { id: string }>(records: readonly T[]) =>
      new Map(records.map((record) => [record.id, record]));
    const find = <T extends { id: string }>(
      sides: { left: readonly T[]; right: readonly T[] },
      side: "left" | "right",
      id: string,
    ) => byId(sides[side]).get(id) as T;
    for (const { model, orphanSide, orphan, other, isCandidate, why } of sample.candidates) {
      const otherSide = orphanSide === "left" ? "right" : "left";
      const found =
        model === "users"
          ? isUserCandidate(find(services.users, orphanSide, orphan), find(services.users, otherSide, other))
          : isApplicationCandidate(
              find(services.applications, orphanSide, orphan),
              find(services.applications, otherSide, other),
            );
      expect(found, why).toBe(isCandidate);
    }
  });

  it("plants candidates of orphans only", () => {
    const orphans = {
      users: clusters.filter(({ left }) => left.length === 0).flatMap(({ right }) => right.map(({ id }) => id)),
      applications: clustersOf(services.applications.left, services.applications.right)
        .filter(({ left, right }) => left.length === 0 || right.length === 0)
        .flatMap(({ left, right }) => [...left, ...right].map(({ id }) => id)),
    };
    for (const { model, orphan } of sample.candidates) expect(orphans[model]).toContain(orphan);
  });
});

describe("making it", () => {
  const rows = (seed: number) => JSON.stringify([...generateBatches({ scale: SCALE, seed })]);

  it("makes the same rows from the same seed, and others from another", () => {
    expect(rows(1)).toBe(rows(1));
    expect(rows(1)).not.toBe(rows(2));
  });

  it("refuses to load over an earlier sample, unless told to replace it", async () => {
    await expect(load(false)).rejects.toMatchObject({ code: "SAMPLE_TABLES_EXIST" });
    expect(await load(true)).toEqual(sample);
    expect(await number("ecf.users")).toBe(sample.users.leftRecords);
  });

  it("never drops a table that is not a sample's, even when told to replace", async () => {
    await database.pool.query("comment on table npq.applications is null");
    await expect(load(true)).rejects.toMatchObject({ code: "SAMPLE_TABLES_NOT_OURS" });
    expect(await number("npq.applications")).toBe(sample.applications.rightRecords);
    expect(await number("ecf.users")).toBe(sample.users.leftRecords);
  });

  it("refuses to put both services into one schema", async () => {
    const both = { ecfUrl: database.url, npqUrl: database.url, ecfSchema: "one", npqSchema: "one" };
    await expect(loadNpqSample({ ...both, scale: SCALE, seed: 1 })).rejects.toMatchObject({
      code: "SAMPLE_SAME_SCHEMA",
    });
  });
});
