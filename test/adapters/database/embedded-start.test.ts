import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../../../server/adapters/database/embedded/start.js";
import { eventually } from "../../helpers/eventually.js";
import { answers, makeDirectory, query, startInOtherProcess } from "./embedded-servers.js";

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
let place: Awaited<ReturnType<typeof makeDirectory>>;

beforeEach(async () => {
  place = await makeDirectory();
});
afterEach(() => place.remove());

describe("the embedded server", () => {
  test("starts where nothing was, keeps its rows over a stop, and keeps its port", async () => {
    const directory = path.join(place.path, "not/yet/there");
    const first = await startEmbeddedPostgres({ directory, database: "app" });
    await query(first.url, "create table kept as select 42 as answer");
    await first.stop();
    expect(await answers(first.url)).toBe(false);

    const second = await startEmbeddedPostgres({ directory, database: "app" });
    expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    expect(second.url).toBe(first.url);
    expect(second.directory).toBe(directory);
    expect(second.version).toMatch(/^\d+\.\d+$/);
    await second.stop();
  });

  test("is durable, listens on this machine only, and wants its password", async () => {
    const server = await startEmbeddedPostgres({ directory: place.path, database: "app" });
    const settings = await query(
      server.url,
      `select name, setting from pg_settings where name in
       ('fsync', 'full_page_writes', 'listen_addresses', 'password_encryption', 'synchronous_commit', 'TimeZone')`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      fsync: "on",
      full_page_writes: "on",
      listen_addresses: "127.0.0.1",
      password_encryption: "scram-sha-256",
      synchronous_commit: "on",
      TimeZone: "UTC",
    });
    expect((await stat(path.join(server.directory, "pg18/password"))).mode & 0o777).toBe(0o600);
    const stranger = new URL(server.url);
    stranger.password = "guessed";
    await expect(query(stranger.href, "select 1")).rejects.toThrow(/password authentication failed/);
    await server.stop();
  });

  test("makes the links between libraries that npm can't carry", async () => {
    const native = path.join(place.path, "package/native");
    await copyPackage(path.dirname(native));
    expect((await readdir(path.join(native, "lib"))).includes("libpq.so.5")).toBe(false);

    const server = await startEmbeddedPostgres({ directory: path.join(place.path, "data"), database: "app", native });
    expect(await answers(server.url)).toBe(true);
    expect(existsSync(path.join(native, "lib/libpq.so.5"))).toBe(true);
    await server.stop();
  });

  test("names what is missing when its programs can't run", async () => {
    const starting = startEmbeddedPostgres({ directory: place.path, database: "app", native: "/nowhere" });
    await expect(starting).rejects.toMatchObject({ code: "EMBEDDED_POSTGRES_UNAVAILABLE" });
    await expect(starting).rejects.toThrow(/set DATABASE_URL/);
  });

  test("repeats what PostgreSQL said when it does not start", async () => {
    const settings = { shared_buffers: "nonsense" };
    const starting = startEmbeddedPostgres({ directory: place.path, database: "app", settings });
    await expect(starting).rejects.toThrow(/invalid value for parameter "shared_buffers"/);
  });

  test("leaves nothing running when its password is not the right one", async () => {
    const options = { directory: place.path, database: "app" };
    const server = await startEmbeddedPostgres(options);
    await server.stop();
    await writeFile(path.join(place.path, "pg18/password"), "another\n");
    await expect(startEmbeddedPostgres(options)).rejects.toMatchObject({ code: "EMBEDDED_POSTGRES_LOCKED_OUT" });
    const pidFile = path.join(place.path, "pg18/data/postmaster.pid");
    await eventually("PostgreSQL has ended", () => !existsSync(pidFile));
  });

  test.runIf(isRoot)(
    "keeps to a system place, with programs of its own, where its account can't enter ours",
    async () => {
      const closed = path.join(place.path, "closed");
      await mkdir(closed);
      await copyPackage(path.join(closed, "package"));
      await chmod(closed, 0o700);
      const options = {
        directory: path.join(closed, "data"),
        database: "app",
        native: path.join(closed, "package/native"),
      };
      const server = await startEmbeddedPostgres(options);
      try {
        expect(server.directory).not.toContain(closed);
        expect(await answers(server.url)).toBe(true);
        await server.stop();
        const again = await startEmbeddedPostgres(options);
        expect(again.directory).toBe(server.directory);
        await again.stop();
      } finally {
        await rm(server.directory, { recursive: true, force: true });
      }
    },
  );

  test.runIf(isRoot)("runs for an ordinary user under a strict umask", async () => {
    await chmod(place.path, 0o777);
    const directory = path.join(place.path, "theirs");
    const user = await startInOtherProcess(directory, { uid: nobody, gid: nobody, umask: "077" });
    expect(await answers(user.server.url)).toBe(true);
    expect((await stat(path.join(directory, "pg18/data"))).uid).toBe(nobody);
    expect(await user.leave()).toBe(0);
    expect(await answers(user.server.url)).toBe(false);
  });

  test.runIf(isRoot)("runs for root under a strict umask, as another account", async () => {
    const directory = path.join(place.path, "deep/down");
    const user = await startInOtherProcess(directory, { umask: "077" });
    expect(user.server.directory).toBe(directory);
    expect((await stat(path.join(directory, "pg18/data"))).uid).not.toBe(0);
    expect(await user.leave()).toBe(0);
  });
});

async function copyPackage(target: string): Promise<void> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`);
  const links: string[] = [];
  await cp(path.resolve(path.dirname(entry), ".."), target, { recursive: true, verbatimSymlinks: true });
  for (const entry of await readdir(path.join(target, "native/lib"), { withFileTypes: true })) {
    if (entry.isSymbolicLink()) links.push(path.join(target, "native/lib", entry.name));
  }
  for (const link of links) await rm(link);
}
