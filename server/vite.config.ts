import { readdirSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vite";
import { codeVersion } from "./adapters/code-version.js";
import { fingerprintOf } from "./adapters/rules.js";
import { PROJECT_ROOT } from "./root.js";

/**
 * The programs that users start, each with all that it imports. Finding, reading and compiling some 1,900 modules by
 * themselves takes three times the processor time of all else that a start does.
 */
const PROGRAMS = {
  "server/main": "server/main.ts",
  "server/watchdog": "server/adapters/database/embedded/watchdog-process.ts",
  ...Object.fromEntries(
    ["audit-verify", "db-migrate", "demo", "migrate", "sample", "sponsors"].map((name) => [
      `scripts/${name}`,
      `scripts/${name}.ts`,
    ]),
  ),
};

const pipelines = readdirSync(path.join(PROJECT_ROOT, "server/pipelines"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export default defineConfig({
  root: PROJECT_ROOT,
  // Some packages import it, others require it, and it does not know the types of a second graphql.
  resolve: { alias: [{ find: /^graphql$/, replacement: path.join(PROJECT_ROOT, "node_modules/graphql/index.js") }] },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: false } },
  // pg asks for it where it is installed, and does without.
  ssr: { noExternal: true, external: ["pg-native"] },
  define: {
    // Several packages check more, and slowly, where this is not said.
    "process.env.NODE_ENV": '"production"',
    // Without it, as in Node 20, pg makes a Response to see whether it is at Cloudflare's, which loads undici: 60 ms.
    navigator: JSON.stringify({ userAgent: "Node.js" }),
    BUILT_CODE_VERSION: JSON.stringify(codeVersion()),
    BUILT_RULES: JSON.stringify(Object.fromEntries(pipelines.map((name) => [name, fingerprintOf(name)]))),
  },
  build: {
    ssr: true,
    target: "node20",
    minify: false,
    rolldownOptions: {
      input: PROGRAMS,
      output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js", keepNames: true },
    },
  },
});
