import type { IRouter } from "express";
import type { Metrics } from "../adapters/operations/metrics.js";

/** Serves metrics to Prometheus; sign-in comes before, which its `basic_auth` knows. */
export function mountMetrics(router: Pick<IRouter, "get">, metrics: Metrics): void {
  router.get("/metrics", async (_request, response) => {
    const text = await metrics.text();
    response.set("Cache-Control", "no-store");
    // Not by Express' own `send`, which would put its charset in the place of the format's version.
    response.setHeader("Content-Type", metrics.contentType);
    response.end(text);
  });
}
