import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadNpqSample } from "../prisma/sample/npq/load.js";
import { loadStudentsSample } from "../prisma/sample/students/load.js";
import { createLocalClient } from "../scripts/client/local.js";
import { type App, createApp } from "../server/app.js";
import { loadConfig } from "../server/config.js";
import { PROJECT_ROOT } from "../server/root.js";
import { createTestDatabase, type TestDatabase } from "./helpers/database.js";
import { ended } from "./helpers/migrations.js";

const readme = readFileSync(path.join(PROJECT_ROOT, "README.md"), "utf8");

function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, text]) => text as string);
}

describe("the README", () => {
  it("names only files and folders that exist", () => {
    const named = [...readme.matchAll(/`((?:server|schema|prisma|scripts|test|notebooks)\/[\w./-]*)`/g)];
    expect(named.length).toBeGreaterThan(10);
    for (const [, file] of named) expect(existsSync(path.join(PROJECT_ROOT, file as string)), file).toBe(true);
  });

  it("names only commands that exist", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, "package.json"), "utf8"));
    const named = [...readme.matchAll(/npm (?:run ([a-z][\w:-]*)|(start|test)\b)/g)].map(
      ([, run, short]) => run ?? short,
    );
    for (const name of named) expect(Object.keys(scripts), name).toContain(name);
  });

  it("has a line for every error code, and none for codes that are gone", () => {
    const files = ["server", "schema", "scripts", "prisma", "notebooks"].flatMap((folder) => sourceFiles(folder));
    const source = files.map((file) => readFileSync(file, "utf8")).join("\n");
    const thrown =
      /(?:Error|ErrorClass|apiError|answer|super|refuse|unavailable)\(\s*"([A-Z]+(?:_[A-Z]+)*)",|\bcode: "([A-Z]+(?:_[A-Z]+)*)"/g;
    const codes = new Set([...source.matchAll(thrown)].map(([, thrownCode, given]) => thrownCode ?? given));
    const table = readme.slice(readme.indexOf("## Troubleshooting"));
    const documented = new Set(
      [...table.matchAll(/^\| (.+?) \|/gm)].flatMap(([, cell]) =>
        [...(cell as string).matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code),
      ),
    );
    expect([...codes].filter((code) => !documented.has(code))).toEqual([]);
    expect([...documented].filter((code) => !source.includes(`"${code}"`))).toEqual([]);
  });

  it("has recipes of at most eight lines", () => {
    for (const block of [...blocks("graphql"), ...blocks("sh")])
      expect(block.trim().split("\n").length, block).toBeLessThanOrEqual(8);
  });
});

describe("the README's GraphQL recipes", () => {
  let database: TestDatabase;
  let app: App;
  beforeAll(async () => {
    database = await createTestDatabase();
    await loadNpqSample({ ecfUrl: database.url, npqUrl: database.url, scale: 0.01, seed: 1 });
    await loadStudentsSample({ url: database.url, students: 200, seed: 1, day: 1 });
    app = await createApp(loadConfig({ DATABASE_URL: database.url, LOG_LEVEL: "silent" }));
    await app.work();
    const request = { options: {}, trigger: "API", startedBy: null, idempotencyKey: null } as const;
    for (const pipeline of ["npq", "students"]) {
      const { migrationId } = await app.migrations.start({ ...request, pipeline });
      await ended(app, migrationId as number);
    }
  });
  afterAll(async () => {
    await app.stop();
    await database.drop();
  });

  it.each(blocks("graphql"))("are valid and give something: %s", async (recipe) => {
    const schema = buildSchema(readFileSync(path.join(PROJECT_ROOT, "schema/schema.graphql"), "utf8"));
    expect(validate(schema, parse(recipe))).toEqual([]);
    const client = createLocalClient(app.services);
    if (recipe.startsWith("subscription")) {
      for await (const event of client.subscribe(recipe as never, {})) return expect(event).not.toBeNull();
      throw new Error("the subscription gave no event");
    }
    const result = await client.request(recipe as never, {});
    expect(JSON.stringify(result)).toMatch(/"(id|recordId|finishedAt|code)":"/);
  });
});

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(path.join(PROJECT_ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/generated|(client|lib)\/graphql/.test(file))
    .map((file) => path.join(PROJECT_ROOT, folder, file));
}
