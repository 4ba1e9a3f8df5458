import path from "node:path";
import express from "express";
import { PROJECT_ROOT } from "../root.js";
import type { Route } from "./route.js";

/** Where `npm run build` puts what browsers are shown, in folders named as the paths are. */
const BUILT = path.join(PROJECT_ROOT, "dist/pages");

/** Plot and Inputs style their elements in place, and Inputs' tables have handlers in attributes. */
const POLICY = { "script-src-attr": ["'unsafe-inline'"], "style-src": ["'self'", "'unsafe-inline'"] };

/** The notebooks' pages, and their scripts and styles, which hold no data. */
export function notebookRoutes(built = BUILT): readonly Route[] {
  return [
    {
      ...{ method: "get", path: "/notebooks/assets/{*file}", rule: "OPEN" },
      // A built file is named after its content and never changes.
      handlers: [express.static(built, { immutable: true, maxAge: "1y", index: false, redirect: false })],
    },
    {
      ...{ method: "get", path: "/notebooks{/*page}", rule: "VIEWER", policy: POLICY },
      handlers: [
        express.static(built, {
          extensions: ["html"],
          setHeaders: (response) => void response.setHeader("Cache-Control", "no-cache"),
        }),
      ],
    },
  ];
}
