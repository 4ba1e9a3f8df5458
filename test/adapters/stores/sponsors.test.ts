import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSponsorStore } from "../../../server/adapters/stores/sponsors.js";
import type { SponsorStore } from "../../../server/core/sponsors.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

let database: TestDatabase;
let store: SponsorStore;

beforeAll(async () => {
  database = await createTestDatabase();
  store = createSponsorStore(database.pool);
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query("truncate sis.sponsors cascade"));

async function stored(): Promise<unknown[]> {
  return (await database.pool.query("select xmin, * from sis.sponsors order by code")).rows;
}

describe("a sponsor is saved under its code", () => {
  test("created, left as it is, renamed", async () => {
    expect(await store.save({ code: " abc ", name: " The A " })).toEqual({
      sponsor: { code: "ABC", name: "The A" },
      effect: "CREATED",
    });
    const before = await stored();
    expect((await store.save({ code: "Abc", name: "The A" })).effect).toBe("UNCHANGED");
    expect(await stored()).toEqual(before);
    expect(await store.save({ code: "ABC", name: "The B" })).toEqual({
      sponsor: { code: "ABC", name: "The B" },
      effect: "UPDATED",
    });
    expect(await stored()).toHaveLength(1);
  });

  test.each([
    ["a blank code", { code: " ", name: "A" }, /its code is blank/],
    ["a blank name", { code: "A", name: "\t" }, /its name is blank/],
    ["a control character", { code: "A", name: "A\0B" }, /its name holds a control character/],
  ])("%s is refused", async (_, sponsor, message) => {
    await expect(store.save(sponsor)).rejects.toMatchObject({
      code: "SPONSOR_INVALID",
      message: expect.stringMatching(message),
    });
  });
});

describe("many are imported as one", () => {
  test("with counts, as often as one likes", async () => {
    await store.save({ code: "OLD", name: "Old" });
    await store.save({ code: "KEPT", name: "Kept" });
    const rows = [
      { code: "old", name: "Older" },
      { code: "kept", name: "Kept" },
      { code: "NEW", name: "New" },
      { code: "new ", name: "New" },
    ];
    expect(await store.importAll(rows)).toEqual({ created: 1, updated: 1, unchanged: 1 });
    const before = await stored();
    expect(await store.importAll(rows)).toEqual({ created: 0, updated: 0, unchanged: 3 });
    expect(await stored()).toEqual(before);
    expect(await store.importAll([])).toEqual({ created: 0, updated: 0, unchanged: 0 });
  });

  test.each([
    ["a blank name", { code: "B", name: "" }, /of row 2 .*its name is blank/],
    ["a code with two names", { code: "a", name: "B" }, /of row 2 .*gives the code A another name/],
  ])("none of them where there is %s", async (_, bad, message) => {
    await expect(store.importAll([{ code: "A", name: "A" }, bad])).rejects.toMatchObject({
      code: "SPONSOR_INVALID",
      message: expect.stringMatching(message),
    });
    expect(await stored()).toEqual([]);
  });
});

test("they are listed page by page, by code", async () => {
  await store.importAll(["D", "A", "C", "B", "E"].map((code) => ({ code, name: `Sponsor ${code}` })));
  const codes: string[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    const page = await store.list({ first: 2, after });
    expect(page.hasPrevious).toBe(after !== null);
    expect(await page.total()).toBe(5);
    for (const { key, item } of page.items) expect(item).toEqual({ code: key, name: `Sponsor ${key}` });
    codes.push(...page.items.map(({ key }) => key));
    after = codes.at(-1) ?? null;
    more = page.hasNext;
  }
  expect(codes).toEqual(["A", "B", "C", "D", "E"]);
});
