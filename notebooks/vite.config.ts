import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { config, observable } from "@observablehq/notebook-kit/vite";
import { defineConfig, mergeConfig } from "vite";
import { offline } from "./vite/offline.ts";

const root = path.dirname(fileURLToPath(import.meta.url));

/** The server whose API notebooks ask while they are developed. */
const server = process.env.CROSSWALK_URL ?? "http://127.0.0.1:4000";
// As if the page were the server's own: it refuses requests of other origins.
const own = { target: server, changeOrigin: true, headers: { origin: new URL(server).origin } };

const kit = config() as { readonly resolve: { readonly alias: readonly { readonly find: RegExp }[] } };
// What it would leave to the network, `offline` takes from here.
const alias = kit.resolve.alias.filter(({ find }) => String(find).includes("observable:"));

export default defineConfig(
  mergeConfig(
    { ...kit, resolve: { alias } },
    {
      root,
      plugins: [offline(), observable({ template: path.join(root, "page.tmpl") })],
      server: {
        host: "127.0.0.1",
        port: 5173,
        strictPort: true,
        proxy: { "/graphql": { ...own, ws: true }, "/session": own, "/sign-in": own },
      },
      build: {
        outDir: path.join(root, "../dist/pages/notebooks"),
        emptyOutDir: true,
        target: "es2022",
        chunkSizeWarningLimit: 2_000,
        rollupOptions: {
          input: readdirSync(root)
            .filter((file) => file.endsWith(".html"))
            .map((file) => path.join(root, file)),
        },
      },
    },
  ),
);
