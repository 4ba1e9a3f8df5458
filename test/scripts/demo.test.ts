import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiClient } from "../../scripts/client/client.js";
import { MigrationsDocument } from "../../scripts/client/graphql/graphql.js";
import { ended, printed, runCommand, startCommand } from "../helpers/command.js";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "crosswalk-demo-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("npm run demo and npm start, on an empty machine", () => {
  it("shows a migration from the sample to the reports and ends well", async () => {
    const { code, stdout, stderr } = await runCommand("scripts/demo.ts", [], { DATA_DIR: directory });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/apply applications +201 of 201/);
    expect(stdout).toMatch(/users +1,133 +916 \(80\.8%\) +0 \(0%\) +55 \(4\.9%\) +162 \(14\.3%\) +600 +0/);
    expect(stdout.match(/^(users|applications): (ECF|NPQ registration)/gm)).toHaveLength(3);
    expect(stdout).toMatch(/records are tied together\n(.*\n)+ +why: /);
    expect(stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+\/reports\/1\/orphans-users\.yaml \(\d+ bytes\)/);
    expect(stdout).toMatch(/day 1: bring them in[\s\S]+Total successful: 476[\s\S]+day 2[\s\S]+EFFICIENCY: 85\.7%/);
    expect(stdout).toContain("npm start");
  });

  it("can be run again", async () => {
    const { code, stdout } = await runCommand("scripts/demo.ts", [], { DATA_DIR: directory });
    expect(code).toBe(0);
    expect(stdout).toContain("201 updated");
  });

  it("serves what the demo left, with a password that only its account can read, and stops on SIGTERM", async () => {
    const server = startCommand("server/main.ts", [], { DATA_DIR: directory, PORT: "0", LOG_LEVEL: "silent" });
    const [, url, username, file] = await printed(
      server,
      /serves (http:\S+)\/graphql\nSign in as (\S+); the password is in (\S+)\./,
    );
    expect((await stat(file as string)).mode & 0o777).toBe(0o600);
    const password = (await readFile(file as string, "utf8")).trim();
    expect((await fetch(`${url}/graphql`, { method: "POST" })).status).toBe(401);
    const client = createApiClient({ url: url as string, username: username as string, password });
    const { migrations } = await client.request(MigrationsDocument, { pipeline: "npq" });
    expect(migrations.totalCount).toBe(2);
    await client.close();
    server.kill("SIGTERM");
    expect(await ended(server)).toBe(0);
  });
});
