import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT_ROOT } from "../../server/root.js";

const SCRIPTS = JSON.parse(readFileSync(path.join(PROJECT_ROOT, "package.json"), "utf8")).scripts as Record<
  string,
  string
>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Settings of a command under test: nothing of the machine's own reaches it. */
function environment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...settings };
}

/** Runs one of the project's commands to its end. */
export async function runCommand(
  script: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = startCommand(script, args, settings);
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

export function startCommand(
  script: string,
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): ChildProcess {
  return spawn(process.execPath, [...programOf(script), ...args], {
    cwd: PROJECT_ROOT,
    env: environment(settings),
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits until a command has printed something that matches; fails if it ends before. */
export async function printed(child: ChildProcess, pattern: RegExp): Promise<RegExpMatchArray> {
  let text = "";
  return new Promise((resolve, reject) => {
    const look = (chunk: Buffer): void => {
      text += chunk;
      const match = text.match(pattern);
      if (match) resolve(match);
    };
    child.stdout?.on("data", look);
    child.stderr?.on("data", look);
    child.on("close", () => reject(new Error(`it ended without printing ${pattern}: ${text}`)));
  });
}

export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((resolve) => child.on("close", resolve));
}

/** As it was built and as package.json starts it, where users start it so; else from its source. */
function programOf(script: string): readonly string[] {
  const source = path.relative(PROJECT_ROOT, path.resolve(PROJECT_ROOT, script));
  const program = path.posix.join("dist/program", source.replace(/\.ts$/, ".js"));
  const command = Object.values(SCRIPTS).find((line) => line.endsWith(` ${program}`));
  return command?.split(" ").slice(1) ?? ["--import", "tsx", script];
}
