import { readdirSync } from "node:fs";
import path from "node:path";
import { observable } from "@observablehq/notebook-kit/vite";
import { defineConfig, mergeConfig } from "vite";
import { kitConfig, NOTEBOOKS, TEMPLATE } from "./vite/kit.ts";
import { offline } from "./vite/offline.ts";

/** The server whose API notebooks ask while they are developed. */
const server = process.env.CROSSWALK_URL ?? "http://127.0.0.1:4000";
// As if the page were the server's own: it refuses requests of other origins.
const own = { target: server, changeOrigin: true, headers: { origin: new URL(server).origin } };

export default defineConfig(
  mergeConfig(kitConfig(), {
    root: NOTEBOOKS,
    plugins: [offline(), observable({ template: TEMPLATE })],
    server: {
      host: "127.0.0.1",
      port: 5173,
      strictPort: true,
      proxy: { "/graphql": { ...own, ws: true }, "/session": own, "/sign-in": own, "/migrations": own, "/pages": own },
    },
    build: {
      outDir: path.join(NOTEBOOKS, "../dist/pages/notebooks"),
      emptyOutDir: true,
      target: "es2022",
      chunkSizeWarningLimit: 2_000,
      rollupOptions: {
        // How long plugins take is no news to whoever starts a server.
        checks: { pluginTimings: false },
        input: readdirSync(NOTEBOOKS)
          .filter((file) => file.endsWith(".html"))
          .map((file) => path.join(NOTEBOOKS, file)),
      },
    },
  }),
);
