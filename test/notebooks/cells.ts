import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Cell, deserialize, transpile } from "@observablehq/notebook-kit";
import { NOTEBOOKS } from "../../notebooks/vite/kit.ts";

/** As notebook-kit has it. */
const { JSDOM } = createRequire(import.meta.resolve("@observablehq/notebook-kit"))("jsdom") as {
  JSDOM: new () => { readonly window: { DOMParser: new () => DOMParser } };
};
const parser = new new JSDOM().window.DOMParser();

/** A cell with the names that it takes and gives. */
export interface ReadCell {
  readonly id: number;
  readonly mode: string;
  readonly source: string;
  readonly takes: readonly string[];
  readonly gives: readonly string[];
}

export const NAMES: readonly string[] = readdirSync(NOTEBOOKS)
  .filter((file) => file.endsWith(".html"))
  .map((file) => path.basename(file, ".html"));

export function readNotebook(name: string): readonly ReadCell[] {
  return readCells(readFileSync(path.join(NOTEBOOKS, `${name}.html`), "utf8"));
}

export function readCells(text: string): readonly ReadCell[] {
  return deserialize(text, { parser }).cells.map((cell: Cell) => {
    const { inputs = [], outputs = [], output } = transpile(cell, { resolveFiles: true });
    const gives = output === undefined ? outputs : [...outputs, output];
    return { id: cell.id, mode: cell.mode, source: cell.value, takes: [...new Set(inputs)], gives };
  });
}

/** The cells of TypeScript as one module: each behind those that it takes from, as the runtime orders them. */
export function moduleOf(cells: readonly ReadCell[]): string {
  const left = cells.filter(({ mode }) => mode === "ts");
  const ordered: ReadCell[] = [];
  while (left.length > 0) {
    const isReady = ({ takes }: ReadCell) => !left.some(({ gives }) => gives.some((name) => takes.includes(name)));
    const next = left.findIndex((cell) =>
      isReady({ ...cell, takes: cell.takes.filter((n) => !cell.gives.includes(n)) }),
    );
    if (next < 0) throw new Error(`cells ${left.map(({ id }) => id).join(", ")} wait for each other`);
    ordered.push(...left.splice(next, 1));
  }
  return `${ordered.map(({ id, source }) => `/* cell ${id} */\n${source}`).join("\n")}\nexport {};\n`;
}

export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
