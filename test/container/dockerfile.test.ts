import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { validate } from "dockerfile-utils";
import { describe, expect, it } from "vitest";
import { PROJECT_ROOT } from "../../server/root.js";
import { ALLOWED, all, ignored, imageEnvironment, lastStage, only, packageJson, read } from "./dockerfile.js";

describe("the Dockerfile", () => {
  it("has nothing that a linter minds", () => {
    expect(validate(read("Dockerfile"))).toEqual([]);
    expect(validate("FROM node\nRUNS npm ci\n")).toHaveLength(1);
  });

  it("begins each stage from one exact Node.js that the package takes", () => {
    const images = new Set(all("FROM").map(({ args }) => args.split(" ")[0]));
    expect(images.size).toBe(1);
    const [, major, minor] = /^node:(\d+)\.(\d+)\.\d+-bookworm-slim$/.exec([...images][0] as string) ?? [];
    const [, leastMajor, leastMinor] = /^>=(\d+)\.(\d+)$/.exec(packageJson.engines.node) ?? [];
    expect([Number(major), Number(minor) >= Number(leastMinor)]).toEqual([Number(leastMajor), true]);
  });

  it("copies only what is there and not kept out", () => {
    expect(all("ADD")).toEqual([]);
    const stages = all("FROM").map(({ args }) => args.split(" AS ")[1]);
    for (const { args, stage } of all("COPY")) {
      const [, from, paths] = /^(?:--from=(\w+) )?(.+)$/.exec(args) as RegExpExecArray;
      const sources = (paths as string).split(/\s+/).slice(0, -1);
      expect(sources.length).toBeGreaterThan(0);
      if (from) expect(stages.slice(0, stage), args).toContain(from);
      else
        for (const source of sources) {
          expect(existsSync(path.join(PROJECT_ROOT, source)), source).toBe(true);
          expect(ALLOWED, source).toContain(source.split("/")[0]);
        }
    }
  });

  it("has what the server reads of the project's files", () => {
    const sources = readdirSync(path.join(PROJECT_ROOT, "server"), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/generated|vite\.config|http\/admin/.test(file))
      .map((file) => read(path.join("server", file)))
      .join("\n");
    const named = [...sources.matchAll(/"((?:schema|prisma|scripts)\/[\w./-]+)"/g)].map(([, file]) => file as string);
    const joined = [...sources.matchAll(/path\.join\(PROJECT_ROOT, ([^)]*)\)/g)]
      .map(([, parts]) => [...(parts as string).matchAll(/"([^"]+)"/g)].map(([, part]) => part).join("/"))
      .filter((file) => file !== ".env" && file !== "");
    expect(named.length).toBeGreaterThan(0);
    expect(joined.length).toBeGreaterThan(0);
    // What is copied keeps its name; a folder that was built has it at its new place.
    const copied = all("COPY", lastStage).flatMap(({ args }) => [
      args.split(" ")[0] as string,
      (args.split(" ").at(-1) as string).replace("./", ""),
    ]);
    for (const file of [...named, ...joined])
      expect(
        copied.some((folder) => file === folder || file.startsWith(`${folder}/`)),
        file,
      ).toBe(true);
  });

  it("uses commands that exist, and installs what is locked", () => {
    const commands = all("RUN").flatMap(({ args }) => args.split("&&").map((command) => command.trim()));
    const scripts = commands.flatMap((command) => /^npm run (\S+)$/.exec(command)?.[1] ?? []);
    expect(scripts).toEqual(["build"]);
    for (const script of scripts) expect(packageJson.scripts).toHaveProperty(script);
    expect(commands.filter((command) => command.startsWith("npm ci "))).toHaveLength(1);
    expect(commands.join("\n")).not.toMatch(/npm (i|install)\b|curl|wget|apt/);
  });

  it("starts the built server, with no shell or npm between it and a signal, and not as root", () => {
    expect(lastStage.findIndex(({ name }) => name === "USER")).toBeGreaterThan(0);
    expect(only("USER")).toBe("node");
    expect(only("STOPSIGNAL")).toBe("SIGTERM");
    const command = JSON.parse(only("CMD")) as string[];
    expect(command.join(" ")).toBe(packageJson.scripts.start);
    const file = command.at(-1) as string;
    expect(existsSync(path.join(PROJECT_ROOT, file)), file).toBe(true);
  });

  it.each([
    ["ready", 200, 0],
    ["not ready", 503, 1],
    ["nobody there", null, 1],
  ])("asks whether it is ready, and passes on that it is %s", async (_what, status, code) => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.writeHead(status ?? 500).end();
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo;
    if (status === null) await new Promise((closed) => server.close(closed));
    const [, test] = /CMD (\[.*\])$/.exec(only("HEALTHCHECK")) ?? [];
    const [program, ...args] = JSON.parse(test as string);
    expect(program).toBe("node");
    const child = spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: "ignore" });
    expect(await once(child, "close")).toEqual([code, null]);
    expect(asked).toEqual(status === null ? [] : ["/health/ready"]);
    server.close();
  });

  it("holds no secret and no setting but where to listen", () => {
    expect(all("ARG")).toEqual([]);
    expect(Object.keys(imageEnvironment).sort()).toEqual(["HOST", "NODE_ENV", "PORT"]);
    expect(only("EXPOSE")).toBe(imageEnvironment.PORT);
  });
});

it("the image is built from what is listed, and from nothing of this machine's", () => {
  expect(ignored[0]).toBe("*");
  expect(ALLOWED.filter((name) => !/^[\w.-]+$/.test(name) || /^\.|node_modules|dist|data/.test(name))).toEqual([]);
  expect(ignored.slice(-2)).toEqual(["server/adapters/database/generated", "**/.env*"]);
});
