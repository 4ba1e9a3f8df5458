import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { PROJECT_ROOT } from "../../server/root.js";

export const read = (file: string) => readFileSync(path.join(PROJECT_ROOT, file), "utf8");
export const packageJson = JSON.parse(read("package.json"));

interface Instruction {
  readonly stage: number;
  readonly name: string;
  readonly args: string;
}

export const instructions = parseDockerfile(read("Dockerfile"));
/** what the image is; the stages before it only build */
export const lastStage = instructions.filter(({ stage }) => stage === instructions.at(-1)?.stage);
export const all = (name: string, of = instructions) => of.filter((instruction) => instruction.name === name);
/** what an instruction says that the last stage has once */
export const only = (name: string): string => {
  const found = all(name, lastStage);
  expect(found, name).toHaveLength(1);
  return found[0]?.args as string;
};

function parseDockerfile(text: string): readonly Instruction[] {
  const lines = text.replace(/^\s*#.*\n/gm, "").replace(/\\\n/g, " ");
  let stage = -1;
  return lines.split("\n").flatMap((line) => {
    const [, name, args] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name === undefined || args === undefined) {
      expect(line.trim()).toBe("");
      return [];
    }
    if (name === "FROM") stage++;
    return [{ stage, name, args }];
  });
}

/** what the image sets */
export const imageEnvironment = Object.fromEntries(
  all("ENV").flatMap(({ args }) => args.split(" ").map((pair) => pair.split("=") as [string, string])),
);

/** .dockerignore, line by line, and what it lets through */
export const ignored = read(".dockerignore")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
export const ALLOWED = ignored.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
