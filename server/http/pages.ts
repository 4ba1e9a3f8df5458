import { existsSync } from "node:fs";
import path from "node:path";
import express, { type RequestHandler } from "express";
import { PROJECT_ROOT } from "../root.js";
import { SIGN_IN_PAGE } from "./gate.js";
import { refuse } from "./refusal.js";
import type { Route } from "./route.js";

/** Where `npm run build` puts what browsers are shown. */
const BUILT = path.join(PROJECT_ROOT, "dist");
const MIGRATIONS = path.join(BUILT, "pages/migrations");

/** The page of the migrations, at each of the places that it knows by itself, and what holds no data: its files and the sign-in. */
export function pageRoutes(): readonly Route[] {
  return [
    {
      ...{ method: "get", path: "/pages/migrations/assets/{*file}", rule: "OPEN" },
      handlers: [express.static(BUILT, { immutable: true, maxAge: "1y", index: false, redirect: false })],
    },
    { ...{ method: "get", path: SIGN_IN_PAGE, rule: "OPEN" }, handlers: [sendPage] },
    { ...{ method: "get", path: "/", rule: "VIEWER" }, handlers: [toMigrations] },
    { ...{ method: "get", path: "/migrations{/*place}", rule: "VIEWER" }, handlers: [sendPage] },
  ];
}

const toMigrations: RequestHandler = (_request, response) => response.redirect("/migrations");

const sendPage: RequestHandler = (_request, response) => {
  // its scripts are named by their content, so that it alone decides which are used
  response.set("Cache-Control", "no-cache");
  if (existsSync(path.join(MIGRATIONS, "index.html"))) response.sendFile("index.html", { root: MIGRATIONS });
  else refuse(response, 503, "PAGE_NOT_BUILT", "This page is not built. Run npm run build where the server runs.");
};
