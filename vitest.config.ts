import { createRequire } from "node:module";
import { defineConfig } from "vitest/config";

const require = createRequire(import.meta.url);

export default defineConfig({
  // Without the alias vitest loads graphql twice, and graphql refuses objects from "another module or realm".
  resolve: { alias: [{ find: /^graphql$/, replacement: require.resolve("graphql") }] },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: false } },
  test: {
    environment: "node",
    pool: "forks",
    globalSetup: ["test/helpers/build.global.ts", "test/helpers/postgres.global.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Loading the app anew for each of nearly two hundred files took a fifth of the time of all.
    isolate: false,
    // Tests wait for PostgreSQL and other processes most of the time.
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "node", include: ["test/**/*.test.ts"] } },
      // In Chromium, which a machine need not have: a command of their own.
      { extends: true, test: { name: "browser", include: ["test/**/*.browser.ts"], testTimeout: 120_000 } },
    ],
  },
});
