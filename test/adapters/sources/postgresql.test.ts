import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSources, type Sources } from "../../../server/adapters/sources/open.js";
import type { CrosswalkError } from "../../../server/core/errors.js";
import type { Snapshot, Source } from "../../../server/core/ports.js";
import type { Row } from "../../../server/core/record.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import { blockedIn, hold, killSession } from "../../helpers/interleave.js";

let database: TestDatabase;
let sources: Sources;

beforeAll(async () => {
  database = await createTestDatabase();
  sources = createSources();
  await database.pool.query(`
    create schema "Odd "" name";
    create table "Odd "" name".things (id bigint primary key, value text, updated_at timestamp);
    insert into "Odd "" name".things values (1, 'one', '2024-01-01'), (2, null, '2024-01-01');
    create function public.write_thing() returns bigint language sql volatile as
      $$ insert into "Odd "" name".things values (99, 'written', now()) returning id $$`);
});

afterAll(async () => {
  await sources.close();
  await database.drop();
});

function at(url = database.url) {
  return { title: "Things", url, schema: 'Odd " name', setting: "THINGS_URL" };
}

async function withSource<T>(use: (source: Source) => Promise<T>): Promise<T> {
  const source = await sources.open(at());
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

async function rowsOf(snapshot: Snapshot, select: (schema: string) => string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of snapshot.read(select)) rows.push(...batch);
  return rows;
}

async function things(): Promise<unknown[]> {
  return (
    await database.pool.query(
      'select id::int, value, updated_at::date::text as day from "Odd "" name".things order by id',
    )
  ).rows;
}

const UPDATE = { table: "things", field: "value", touches: "updated_at" };

describe("a PostgreSQL source", () => {
  it("gives rows as text, whatever is in them", async () => {
    const odd = [
      "tab\tand\\backslash",
      "line\nbreak\r\n",
      "\\N",
      "",
      " ",
      "é€😀",
      "\x1f",
      null,
      "quote\"{},'",
      "\\.",
      "\b\f\v",
    ];
    await withSource(async (source) => {
      const snapshot = await source.openSnapshot();
      const list = odd.map((value) => (value === null ? "null" : `'${value.replaceAll("'", "''")}'`)).join(", ");
      const read = await rowsOf(
        snapshot,
        () => `select n, v from unnest(array[${list}]::text[]) with ordinality as t (v, n) order by n`,
      );
      expect(read).toEqual(odd.map((value, i) => [String(i + 1), value]));
    });
  });

  it("counts and reads a table of a schema whose name has to be quoted", async () => {
    await withSource(async (source) => {
      const snapshot = await source.openSnapshot();
      expect(await snapshot.count("things")).toBe(2);
      const read = await rowsOf(snapshot, (schema) => `select id, value from ${schema}.things order by id`);
      expect(read).toEqual([
        ["1", "one"],
        ["2", null],
      ]);
      expect(await rowsOf(snapshot, (schema) => `select id from ${schema}.things where false`)).toEqual([]);
    });
  });

  it("can't be written to, not even by a function", async () => {
    const before = await things();
    await withSource(async (source) => {
      const snapshot = await source.openSnapshot();
      const writing = rowsOf(snapshot, () => "select public.write_thing()");
      await expect(writing).rejects.toMatchObject({ code: "SOURCE_FAILED" });
      await expect(writing).rejects.toThrow(/Things failed: .*read-only transaction/);
    });
    // nor outside of a snapshot
    await withSource(async (source) => {
      const reason = await source
        .unreadable(() => "analyze select public.write_thing()")
        .catch((error: Error) => error.message);
      expect(reason).toMatch(/read-only transaction/);
    });
    expect(await things()).toEqual(before);
  });

  it("shows one view of everything from the moment its snapshot is opened", async () => {
    await withSource(async (source) => {
      const snapshot = await source.openSnapshot();
      await database.pool.query(`insert into "Odd "" name".things values (50, 'late', now())`);
      expect(await snapshot.count("things")).toBe(2);
      expect(await rowsOf(snapshot, (schema) => `select id from ${schema}.things`)).toHaveLength(2);
      const next = await source.openSnapshot();
      expect(await next.count("things")).toBe(3);
      await database.pool.query(`delete from "Odd "" name".things where id = 50`);
    });
  });

  it("knows the columns of tables and views, and that others are not there", async () => {
    await database.pool.query(`create view "Odd "" name".seen as select id from "Odd "" name".things`);
    await withSource(async (source) => {
      const columns = async (table: string) => [...(await source.columnsOf(table))].toSorted();
      expect(await columns("things")).toEqual(["id", "updated_at", "value"]);
      expect(await columns("seen")).toEqual(["id"]);
      expect(await columns("nothing")).toEqual([]);
      expect(await columns("THINGS")).toEqual([]);
    });
  });

  it("fails when its connection is killed in the middle of its rows", async () => {
    await withSource(async (source) => {
      const snapshot = await source.openSnapshot();
      let read = 0;
      const reading = async () => {
        const rows = snapshot.read(() => "select n, repeat('x', 200) from generate_series(1, 2000000) as n");
        for await (const batch of rows) {
          if (read === 0) {
            const { rows: sessions } = await database.pool.query<{ pid: number }>(
              "select pid from pg_stat_activity where datname = current_database() and query like '%generate_series%' and pid <> pg_backend_pid()",
            );
            await killSession(database.pool, sessions[0]?.pid as number);
          }
          read += batch.length;
        }
      };
      await expect(reading()).rejects.toMatchObject({ code: "SOURCE_FAILED" });
      expect(read).toBeGreaterThan(0);
      expect(read).toBeLessThan(2_000_000);
    });
  });

  it("can be closed in the middle of its rows", async () => {
    await withSource(async (source) => {
      const snapshot = await source.openSnapshot();
      const reading = async () => {
        for await (const _ of snapshot.read(() => "select n, repeat('x', 200) from generate_series(1, 2000000) as n"))
          await source.close();
      };
      await expect(reading()).rejects.toMatchObject({ code: "SOURCE_FAILED" });
    });
  });

  it("that can't be reached is an error that names the setting and keeps the password", async () => {
    const closed = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => closed.once("listening", resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    for (const open of [sources.open, sources.openTarget]) {
      const error = await open(at(`postgresql://someone:s3cret-word@127.0.0.1:${port}/things`)).then(
        () => null,
        (cause: CrosswalkError) => cause,
      );
      expect(error).toMatchObject({ code: "SOURCE_UNREACHABLE" });
      expect(error?.message).toContain(`Things can't be reached at 127.0.0.1:${port}/things`);
      expect(error?.message).toContain("Check THINGS_URL");
      expect(error?.message).not.toContain("s3cret-word");
    }
  });

  it("of a scheme that nobody knows is an error that lists those that are known", async () => {
    const open = () => sources.open(at("mysql://localhost/things"));
    await expect(open()).rejects.toMatchObject({ code: "SOURCE_KIND_UNKNOWN" });
    await expect(open()).rejects.toThrow(/THINGS_URL .*mysql:.*postgresql:/);
  });
});

describe("a PostgreSQL target", () => {
  it("changes a record that still holds what was read, and no other", async () => {
    const target = await sources.openTarget(at());
    try {
      const applied = await target.apply(UPDATE, [
        { recordId: "1", before: "one", after: "uno" },
        { recordId: "2", before: "two", after: "due" },
        { recordId: "3", before: null, after: "tre" },
      ]);
      expect([...applied]).toEqual(["1"]);
      expect(await things()).toEqual([
        { id: 1, value: "uno", day: new Date().toISOString().slice(0, 10) },
        { id: 2, value: null, day: "2024-01-01" },
      ]);
      expect(await target.current(UPDATE, ["1", "2", "3"])).toEqual(
        new Map([
          ["1", "uno"],
          ["2", null],
        ]),
      );
      expect([...(await target.apply(UPDATE, [{ recordId: "2", before: null, after: "due" }]))]).toEqual(["2"]);
      await target.apply(UPDATE, [
        { recordId: "1", before: "uno", after: "one" },
        { recordId: "2", before: "due", after: null },
      ]);
      expect(await things()).toMatchObject([{ value: "one" }, { value: null }]);
    } finally {
      await target.close();
    }
  });

  it("applies a batch as a whole or not at all", async () => {
    const before = await things();
    const lock = await hold(database.pool, `select from "Odd "" name".things where id = 2 for update`);
    const target = await sources.openTarget(at());
    const applying = target.apply(UPDATE, [
      { recordId: "1", before: "one", after: "uno" },
      { recordId: "2", before: null, after: "due" },
    ]);
    const failing = expect(applying).rejects.toMatchObject({ code: "SOURCE_FAILED" });
    await killSession(database.pool, await blockedIn(database.pool, "update"));
    await failing;
    await lock.commit();
    await target.close();
    expect(await things()).toEqual(before);
  });
});
