import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SaveSponsorDocument, SponsorsDocument } from "../../scripts/client/graphql/graphql.js";
import { startTestApi, type TestApi } from "../helpers/api.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await api.database.pool.query(
    "insert into sis.sponsors (code, name) select 'S' || lpad(n::text, 3, '0'), 'Sponsor ' || n from generate_series(1, 120) n",
  );
});
afterAll(() => api.stop());

const list = async (variables: object) => (await api.query(SponsorsDocument.toString(), { ...variables })).sponsors;
const save = async (code: string, name: string) =>
  (await api.query(SaveSponsorDocument.toString(), { input: { code, name } })).saveSponsor;

describe("sponsors", () => {
  it("are paged by code, each once", async () => {
    const codes: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ first: 50, after });
      codes.push(...page.nodes.map(({ code }: { code: string }) => code));
      expect(page.totalCount).toBe(120);
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(codes).toEqual(Array.from({ length: 120 }, (_, i) => `S${String(i + 1).padStart(3, "0")}`));
  });

  it.each([
    ["s01", 10],
    ["SPONSOR 12", 2],
    [" ", 120],
    ["100%", 0],
    ["\0", 0],
  ])("are found by %j in code or name", async (search, count) => {
    expect((await list({ search })).totalCount).toBe(count);
  });

  it("refuse what is no cursor of theirs, and pages that are too large", async () => {
    const variables = { after: Buffer.from("migration.0.5").toString("base64url") };
    expect(await api.errorCode(SponsorsDocument.toString(), variables)).toBe("BAD_CURSOR");
    expect(await api.errorCode(SponsorsDocument.toString(), { first: 101 })).toBe("BAD_PAGE_SIZE");
  });
});

describe("saveSponsor", () => {
  it("keeps a sponsor under its code, and can be repeated", async () => {
    for (const _ of [1, 2])
      expect(await save(" zoo ", " The Zoo ")).toEqual({ sponsor: { code: "ZOO", name: "The Zoo" }, userErrors: [] });
    await save("ZOO", "Another");
    expect((await list({ search: "zoo" })).nodes).toEqual([{ code: "ZOO", name: "Another" }]);
  });

  it.each([
    ["", "Name"],
    ["CODE", " "],
    ["CO\u0000DE", "Name"],
  ])("answers %j, %j with a user error", async (code, name) => {
    expect(await save(code, name)).toMatchObject({ sponsor: null, userErrors: [{ code: "SPONSOR_INVALID" }] });
  });
});
