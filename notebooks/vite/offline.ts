import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { PROJECT_ROOT } from "../../server/root.js";

/** The packages that cells may use, by name or as built-ins: each is a dependency of ours. */
const VENDORED = ["@observablehq/inputs", "@observablehq/plot", "d3", "d3-dsv", "htl", "katex"];

const STDLIB = path.join(
  path.dirname(fileURLToPath(import.meta.resolve("@observablehq/notebook-kit/runtime"))),
  "stdlib",
);

/** Of notebook-kit's library, what needs packages that are not ours: a cell that uses it says so. */
const LEFT_OUT = ["dot", "duckdb", "leaflet", "mapboxgl", "mermaid", "vega-lite", "xlsx", "zip"];

const PREFIX = "offline:";
const OUTSIDE =
  /https?:\/\/(?:cdn\.jsdelivr\.net|esm\.sh|[\w.]*observablehq\.com|[\w.]*googleapis\.com|unpkg\.com)[^"'`)\s]*/;

/**
 * Notebook-kit's library comes from a content delivery network when a page is opened; behind a closed firewall nothing
 * would come. This takes it from node_modules instead, and fails the build where an outside address is left. It knows the
 * inside of the version that is pinned. To be put before notebook-kit's own plugin.
 */
export function offline(): Plugin {
  return {
    name: "offline",
    enforce: "pre",
    config: () => ({
      // While developing, Vite leaves addresses to the browser unless an alias takes them.
      resolve: { alias: [{ find: /^((?:https?:\/\/|npm:|jsr:).*)$/, replacement: `${PREFIX}$1` }] },
      optimizeDeps: {
        entries: [],
        exclude: ["observable:runtime", "@observablehq/notebook-kit"],
        include: [...VENDORED, "graphql-ws"],
      },
      // A page may not fetch data: addresses.
      build: { assetsInlineLimit: 0 },
    }),
    async resolveId(id, importer) {
      if (!id.startsWith(PREFIX)) return null;
      const specifier = id.slice(PREFIX.length);
      const wanted = packageOf(specifier);
      if (!wanted || !VENDORED.includes(wanted.name))
        return this.error(`${specifier}, which ${importer} imports, is none of ${VENDORED.join(", ")}`);
      return this.resolve(wanted.name + wanted.path, path.join(PROJECT_ROOT, "package.json"), { skipSelf: true });
    },
    load(id) {
      const file = id.split("?", 1)[0] as string;
      return path.dirname(file) === STDLIB ? vendored(path.basename(file), () => readFileSync(file, "utf8")) : null;
    },
    // Every browser that runs notebooks takes the smallest kind of font; the others would make a report three times as large.
    transform(code, id) {
      if (!/katex(?:\.min)?\.css/.test(id)) return null;
      return { code: code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(["'][^"']+["']\)/g, ""), map: null };
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        for (const output of Object.values(bundle)) {
          const text = output.type === "chunk" ? output.code : Buffer.from(output.source).toString();
          const [address] = OUTSIDE.exec(text) ?? [];
          if (address) this.error(`${output.fileName} refers to ${address}`);
        }
      },
    },
  };
}

function packageOf(specifier: string): { readonly name: string; readonly path: string } | null {
  const parts = /^(?:npm:|https:\/\/cdn\.jsdelivr\.net\/npm\/)((?:@[^/@]+\/)?[^/@]+)(?:@[^/]+)?(\/.*)?$/.exec(
    specifier,
  );
  return parts ? { name: parts[1] as string, path: (parts[2] ?? "").replace(/\/?\+esm$/, "") } : null;
}

/** A module of notebook-kit's library without outside addresses; null where it has none. */
function vendored(file: string, read: () => string): string | null {
  if (file === "sampleDatasets.js") return "export {};";
  if (file === "inputs.css")
    return read().replace(/@import url\("https:[^"]*"\)/, '@import "@observablehq/inputs/dist/index.css"');
  if (file === "tex.js")
    return read()
      .replace(/^import katex from .*$/m, 'import katex from "katex";\nimport "katex/dist/katex.min.css";')
      .replace(/^(?:const link|link\.\w+|document\.head\.append).*$/gm, "");
  if (file === "recommendedLibraries.js" || file === "fileAttachment.js")
    return read()
      .replace(/import\("([^"]+)"\)/g, (text, specifier: string) => (isLeftOut(specifier) ? refusal(specifier) : text))
      .replace(/"https:[^"]*\.wasm"/g, '""');
  return null;
}

function isLeftOut(specifier: string): boolean {
  if (LEFT_OUT.includes(specifier.replace(/^\.\/|\.js$/g, ""))) return true;
  return /^https?:/.test(specifier) && !VENDORED.includes(packageOf(specifier)?.name ?? "");
}

function refusal(specifier: string): string {
  const name = specifier.replace(/^.*\/npm\/|\/?\+esm$|^\.\/|\.js$/g, "");
  return `Promise.reject(new Error(${JSON.stringify(`${name} is not part of these notebooks`)}))`;
}
