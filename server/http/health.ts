import type { IRouter } from "express";
import type { Readiness } from "../adapters/operations/readiness.js";

/** Probes can't sign in: whether the process lives and is of use is all that they are told, and all that is open. */
export function mountHealth(router: Pick<IRouter, "get">, readiness: () => Promise<Readiness>): void {
  router.get("/health/live", (_request, response) => void response.json({ status: "live" }));
  router.get("/health/ready", async (_request, response) => {
    const checks = await readiness();
    const isReady = Object.values(checks).every(Boolean);
    response.set("Cache-Control", "no-store");
    response.status(isReady ? 200 : 503).json({ status: isReady ? "ready" : "not ready", checks });
  });
}
