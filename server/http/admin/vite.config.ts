import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** Builds the page of `/migrations`; server/http/pages.ts serves what comes out. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/pages/migrations/",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    // The content security policy knows no data: but for images, and an inlined module would break it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // how long the styles took is no warning
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
