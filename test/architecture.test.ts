import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What each room may import of the project itself; the rest of `server/` is the process and its composition root. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  "server/core": ["server/core"],
  "server/engine": ["server/core", "server/engine"],
  "server/pipelines": ["server/core", "server/pipelines"],
  "server/access": ["server/core", "server/access"],
  "server/jobs": ["server/core", "server/engine", "server/jobs"],
  "server/adapters": ["server/core", "server/adapters", "server/config.ts", "server/root.ts"],
  schema: ["server/core", "schema"],
  // The page knows the API as everybody does: by what goes over the network.
  "server/http/admin": ["server/http/admin"],
};

/** The packages of the rooms that do no I/O. */
const PURE_ROOMS: Readonly<Record<string, readonly string[]>> = {
  "server/core": ["js-yaml", "csv-stringify/sync"],
  // It lets the event loop turn.
  "server/engine": ["node:timers/promises"],
  "server/pipelines": [],
};

/** What core is to be given, not to take: clock, randomness, surroundings, the network. */
const IMPURE = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /(?<!new )\bDate\(/,
  /\bMath\.random\b/,
  /\bperformance\b/,
  /\bcrypto\./,
  /\bprocess\./,
  /\bconsole\b/,
  /\bglobalThis\b/,
  /\bfetch\(/,
  /\bset(Timeout|Interval|Immediate)\b/,
];

const LONGEST = 250;

/** Files that may be longer, each with its reason. */
const MAY_BE_LONGER: Readonly<Record<string, string>> = {};

interface SourceFile {
  /** from the top folder, with forward slashes */
  readonly name: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const FROM = /^\s*(?:import|export)\s(?:[^;"'`()=]*?\s)?from\s*["']([^"']+)["']/gm;
const BARE = /^\s*import\s*["']([^"']+)["']/gm;
const CALLED = /\b(?:import|require)\(\s*["'`]([^"'`]+)["'`]/g;

/** What a module's text imports, in any of the ways there are. */
function importsIn(text: string): readonly string[] {
  return [FROM, BARE, CALLED].flatMap((form) => [...text.matchAll(form)].map((match) => match[1] as string));
}

/** The text without its comments, which may speak of anything. */
function code(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function filesUnder(folder: string): readonly SourceFile[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((name) => path.posix.join(folder, name.split(path.sep).join("/")))
    .filter((name) => /\.(m?ts|tsx)$/.test(name) && !name.includes("/generated/"))
    .map((name, _, names) => {
      const text = readFileSync(path.join(ROOT, name), "utf8");
      const imports = importsIn(text).map((specifier) =>
        specifier.startsWith(".") ? sourceOf(path.posix.join(path.posix.dirname(name), specifier), names) : specifier,
      );
      return { name, text, imports };
    });
}

/** The file that an import of a `.js` means. */
function sourceOf(imported: string, names: readonly string[]): string {
  const plain = imported.replace(/\.(m?)js$/, ".$1ts");
  return names.includes(`${plain}x`) ? `${plain}x` : plain;
}

function isIn(place: string, name: string): boolean {
  return name === place || name.startsWith(`${place}/`);
}

function isOurs(specifier: string): boolean {
  return isIn("server", specifier) || isIn("schema", specifier) || specifier.startsWith("..");
}

/** A list of all that is wrong: an empty one is the proof. */
function breaches(files: readonly SourceFile[], isAllowed: (specifier: string, file: SourceFile) => boolean) {
  return files.flatMap((file) =>
    file.imports.filter((specifier) => !isAllowed(specifier, file)).map((specifier) => `${file.name} → ${specifier}`),
  );
}

/** One way round each cycle that a walk along the imports meets. */
function cyclesIn(files: readonly SourceFile[]): readonly string[] {
  const importsOf = new Map(files.map(({ name, imports }) => [name, imports]));
  const done = new Set<string>();
  const way: string[] = [];
  const cycles: string[] = [];
  const visit = (name: string): void => {
    if (way.includes(name)) cycles.push([...way.slice(way.indexOf(name)), name].join(" → "));
    if (done.has(name) || way.includes(name)) return;
    way.push(name);
    for (const next of importsOf.get(name) ?? []) if (importsOf.has(next)) visit(next);
    way.pop();
    done.add(name);
  };
  for (const { name } of files) visit(name);
  return cycles;
}

const files = [...filesUnder("server"), ...filesUnder("schema")];
const room = (place: string): readonly SourceFile[] => files.filter(({ name }) => isIn(place, name));

describe("imports point to core", () => {
  test.each(Object.entries(ROOMS))("%s imports nothing of ours but %j", (place, allowed) => {
    expect(room(place).length).toBeGreaterThan(1);
    const isAllowed = (specifier: string) => !isOurs(specifier) || allowed.some((other) => isIn(other, specifier));
    expect(breaches(room(place), isAllowed)).toEqual([]);
  });

  test.each(Object.entries(PURE_ROOMS))("%s uses no package but %j", (place, packages) => {
    expect(breaches(room(place), (specifier) => isOurs(specifier) || packages.includes(specifier))).toEqual([]);
  });

  test("server/app.ts is known to server/main.ts, the scripts and the tests alone", () => {
    const others = files.filter(({ name }) => name !== "server/main.ts");
    expect(breaches(others, (specifier) => specifier !== "server/app.ts")).toEqual([]);
  });

  test("nothing that runs in production imports a script or a test", () => {
    const isElsewhere = (specifier: string) => isIn("scripts", specifier) || isIn("test", specifier);
    expect(breaches(files, (specifier) => !isElsewhere(specifier))).toEqual([]);
  });

  test("every file that is imported is there", () => {
    const names = new Set(files.map(({ name }) => name));
    const isThere = (specifier: string) =>
      !isOurs(specifier) || /\/generated\/|\.scss$/.test(specifier) || names.has(specifier);
    expect(breaches(files, isThere)).toEqual([]);
  });

  test("they never go round in a circle, not even for types", () => {
    expect(cyclesIn(files)).toEqual([]);
  });
});

describe("core is pure", () => {
  test.each(room("server/core").map(({ name, text }) => [name, code(text)]))("%s", (_, text) => {
    expect(IMPURE.filter((pattern) => pattern.test(text)).map(String)).toEqual([]);
  });
});

test(`no file is longer than ${LONGEST} lines without a reason, and no reason outlives its file`, () => {
  const long = files.filter(({ text }) => text.trimEnd().split("\n").length > LONGEST).map(({ name }) => name);
  expect(long.sort()).toEqual(Object.keys(MAY_BE_LONGER).sort());
});

describe("what these tests stand on", () => {
  test("imports are seen in all their forms, and nothing else is", () => {
    const text = `
      import "a";
      import b from "b";
      import type { C } from "c";
      import {
        type D,
        e,
      } from 'd';
      import * as f from "f";
      export { g } from "g";
      export * from "h";
      export type { I } from "i";
      const j = await import("j"), k = require("k");
      type L = import("l").L;
      export const sql = "select x from 'users'";
      export function query() { return "import nothing from "; }`;
    expect([...importsIn(text)].sort()).toEqual(["a", "b", "c", "d", "f", "g", "h", "i", "j", "k", "l"]);
  });

  test("a circle is found wherever the walk begins", () => {
    const file = (name: string, ...imports: string[]): SourceFile => ({ name, text: "", imports });
    expect(cyclesIn([file("a", "b", "c"), file("b", "c"), file("c")])).toEqual([]);
    expect(cyclesIn([file("a", "b"), file("b", "c"), file("c", "b")])).toEqual(["b → c → b"]);
  });

  test("comments are no code", () => {
    expect(code("a; // Date.now\n/* process */ b; // c\n")).not.toMatch(/Date|process|c/);
    expect(code('fetch("http://x")')).toContain("//x");
  });
});
