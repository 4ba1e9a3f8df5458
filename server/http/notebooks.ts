import path from "node:path";
import express, { type RequestHandler, type Router } from "express";
import { PROJECT_ROOT } from "../root.js";

export const NOTEBOOKS_PATH = "/notebooks";

const BUILT = path.join(PROJECT_ROOT, "dist/pages/notebooks");

/**
 * What a notebook may do: run our scripts and ask our server, nobody else. Plot and Inputs style their elements in place,
 * Inputs' tables have handlers in attributes, and charts and downloads are blobs.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "script-src-attr 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** A built file is named after its content and never changes. */
const A_YEAR = "public, max-age=31536000, immutable";

/** Serves the notebooks' scripts and styles, which hold no data, to anybody. */
export function notebookAssets(built = BUILT): RequestHandler {
  return express.static(path.join(built, "assets"), {
    fallthrough: true,
    setHeaders: (response) => void response.setHeader("Cache-Control", A_YEAR),
  });
}

/** Serves the notebooks' pages; sign-in comes before. */
export function mountNotebooks(router: Pick<Router, "use">, built = BUILT): void {
  router.use(`${NOTEBOOKS_PATH}/assets`, notebookAssets(built));
  router.use(
    NOTEBOOKS_PATH,
    express.static(built, {
      extensions: ["html"],
      setHeaders(response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cache-Control", "no-cache");
      },
    }),
  );
}
