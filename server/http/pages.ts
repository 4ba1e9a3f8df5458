import { existsSync } from "node:fs";
import path from "node:path";
import express, { type IRouter, type RequestHandler, type Response } from "express";
import helmet from "helmet";
import { PROJECT_ROOT } from "../root.js";

/** Where `npm run build` puts the page of the migrations. */
const BUILT = path.join(PROJECT_ROOT, "dist/pages/migrations");

const ASSETS = "/pages/migrations/assets";

/**
 * Nothing but what this server serves, and no script or style within the page. Without `upgrade-insecure-requests`,
 * which would keep the page from its own scripts where no TLS is in front.
 */
const POLICY = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
  },
});

/** Serves what holds no data: the sign-in, and the scripts and styles of all pages. */
export function mountOpenPages(router: IRouter): void {
  router.use(ASSETS, express.static(path.join(BUILT, "assets"), { immutable: true, maxAge: "1y", index: false }));
  router.get("/sign-in", POLICY, sendPage);
}

/** Serves the page of the migrations, at each of the places that it knows by itself; sign-in comes before. */
export function mountPages(router: IRouter): void {
  router.get("/", (_request, response) => response.redirect("/migrations"));
  router.get(["/migrations", "/migrations/{*place}"], POLICY, sendPage);
}

const sendPage: RequestHandler = (_request, response) => {
  // its scripts are named by their content, so that it alone decides which are used
  response.set("Cache-Control", "no-cache");
  if (existsSync(path.join(BUILT, "index.html"))) response.sendFile("index.html", { root: BUILT });
  else refuse(response, "PAGE_NOT_BUILT", "This page is not built. Run npm run build where the server runs.");
};

function refuse(response: Response, code: string, message: string): void {
  response.status(503).json({ errors: [{ message, extensions: { code } }] });
}
