import path from "node:path";
import { fileURLToPath } from "node:url";
import { config } from "@observablehq/notebook-kit/vite";
import type { UserConfig } from "vite";

/** Where the notebooks are. */
export const NOTEBOOKS = fileURLToPath(new URL("..", import.meta.url));

export const TEMPLATE = path.join(NOTEBOOKS, "page.tmpl");

/** Notebook-kit's settings of Vite, without those that would leave packages to the network: `offline` takes them from here. */
export function kitConfig(): UserConfig {
  const { resolve, ...kit } = config() as {
    readonly resolve: { readonly alias: readonly { readonly find: RegExp; readonly replacement: string }[] };
  };
  return { ...kit, resolve: { alias: resolve.alias.filter(({ find }) => String(find).includes("observable:")) } };
}
