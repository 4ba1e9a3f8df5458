import type { Metrics } from "../adapters/operations/metrics.js";
import type { Route } from "./route.js";

/** Metrics for Prometheus, whose `basic_auth` or `authorization` signs it in. */
export function metricsRoute(metrics: Metrics): Route {
  return {
    ...{ method: "get", path: "/metrics", rule: "VIEWER" },
    handlers: [
      async (_request, response) => {
        const text = await metrics.text();
        response.set("Cache-Control", "no-store");
        // Not by Express' own `send`, which would put its charset in the place of the format's version.
        response.setHeader("Content-Type", metrics.contentType);
        response.end(text);
      },
    ],
  };
}
