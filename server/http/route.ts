import type { Application, RequestHandler } from "express";
import type { Rule } from "../core/access/role.js";

/** A path that is served, and who may have what is there. What is in no route is there for nobody. */
export interface Route {
  readonly method: "get" | "post" | "delete" | "all";
  /** as Express reads it: `/reports/:migration/:name`, `/migrations{/*rest}` */
  readonly path: string;
  readonly rule: Rule;
  /** what the page may load and run besides what all may, such as `{ "script-src-attr": ["'unsafe-inline'"] }` */
  readonly policy?: Readonly<Record<string, readonly string[]>>;
  readonly handlers: readonly RequestHandler[];
}

/** Serves routes, each behind the gate that its rule asks for. */
export function mountRoutes(
  app: Pick<Application, Route["method"]>,
  routes: readonly Route[],
  gate: (route: Route) => readonly RequestHandler[],
): void {
  for (const route of routes) app[route.method](route.path, ...gate(route), ...route.handlers);
}
