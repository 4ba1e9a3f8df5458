// Serves the notebooks with live reload, and a server of Crosswalk beside where none answers yet.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const server = process.env.CROSSWALK_URL ?? "http://127.0.0.1:4000";
const root = fileURLToPath(new URL("..", import.meta.url));

const answers = await fetch(new URL("/health/live", server)).then(
  (response) => response.ok,
  () => false,
);
const beside =
  answers || process.env.CROSSWALK_URL
    ? null
    : spawn(process.execPath, ["--import", "tsx", "server/main.ts"], { cwd: root, stdio: "inherit" });

const vite = await createServer({ configFile: fileURLToPath(new URL("vite.config.ts", import.meta.url)) });
await vite.listen();
vite.printUrls();

// Ctrl-C goes to both; a server that was started here is waited for, so that its database ends well.
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, async () => {
    await vite.close();
    if (!beside || beside.exitCode !== null) return process.exit(0);
    beside.once("exit", () => process.exit(0));
    beside.kill(signal);
  });
