import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { NOTEBOOKS } from "../../notebooks/vite/kit.ts";
import { moduleOf, NAMES, PROJECT, readCells, readNotebook } from "./cells.ts";

/** What the runtime gives to cells, beside the browser's own. */
const BUILTINS = new Set(
  "display view htl width now invalidation visibility Plot d3 Inputs html svg md Generators Promise Math Number Date Set Map Object Record document".split(
    " ",
  ),
);

const template = readFileSync(path.join(NOTEBOOKS, "new.tmpl"), "utf8");

/** What the compiler finds in modules, by their names. */
function check(modules: Readonly<Record<string, string>>): string {
  // Within the project, so that packages are found; as if beside the notebooks, for what they import.
  mkdirSync(path.join(PROJECT, "dist"), { recursive: true });
  const folder = mkdtempSync(path.join(PROJECT, "dist/cells-"));
  try {
    for (const [name, text] of Object.entries(modules)) writeFileSync(path.join(folder, `${name}.ts`), text);
    const config = {
      extends: path.join(NOTEBOOKS, "tsconfig.json"),
      // A cell may hold what another one does not use.
      compilerOptions: { rootDirs: [folder, NOTEBOOKS], types: [] },
      include: [folder, path.join(NOTEBOOKS, "builtins.d.ts")],
      exclude: [],
    };
    writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
    const compiler = path.join(PROJECT, "node_modules/typescript/bin/tsc");
    const { stdout, stderr } = spawnSync(process.execPath, [compiler, "-p", folder], { encoding: "utf8" });
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each(NAMES)("the notebook %s", (name) => {
  const cells = readNotebook(name);

  it("numbers its cells in their order", () => {
    expect(cells.map(({ id }) => id)).toEqual(cells.map((_, i) => i + 1));
  });

  it("gives each name once, and takes none that nobody gives", () => {
    const given = cells.flatMap(({ gives }) => gives);
    expect(given.filter((each, i) => given.indexOf(each) !== i)).toEqual([]);
    const isKnown = (each: string) => given.includes(each) || BUILTINS.has(each) || each in globalThis;
    expect(
      cells.flatMap(({ id, takes }) => takes.filter((each) => !isKnown(each)).map((each) => `${id}: ${each}`)),
    ).toEqual([]);
  });

  it("tells what it found before anything is to be chosen", () => {
    const told = cells.findIndex(({ source }) => source.includes('class="finding"'));
    const chosen = cells.findIndex(({ source }) => source.includes("view("));
    expect(name === "index" || (told >= 0 && told < chosen)).toBe(true);
  });

  it("names no address outside", () => {
    expect(cells.filter(({ source }) => /https?:\/\//.test(source))).toEqual([]);
  });
});

describe("the types of the API", () => {
  it("are those that the cells stand on", () => {
    const modules = NAMES.map((name) => [name, moduleOf(readNotebook(name))] as const);
    expect(check(Object.fromEntries([...modules, ["new", moduleOf(readCells(template))]]))).toBe("");
  });

  it("break a cell whose field has another name", () => {
    const module = moduleOf(readNotebook("match-rate"));
    expect(module).toContain("run.matchRate");
    expect(check({ renamed: module.replaceAll("run.matchRate", "run.matchedRate") })).toContain("matchedRate");
  });
});
