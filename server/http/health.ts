import type { Readiness } from "../adapters/operations/readiness.js";
import type { Route } from "./route.js";

/** Probes can't sign in: whether the process lives and is of use is all that they are told. */
export function healthRoutes(readiness: () => Promise<Readiness>): readonly Route[] {
  return [
    {
      ...{ method: "get", path: "/health/live", rule: "OPEN" },
      handlers: [(_request, response) => void response.json({ status: "live" })],
    },
    {
      ...{ method: "get", path: "/health/ready", rule: "OPEN" },
      handlers: [
        async (_request, response) => {
          const checks = await readiness();
          const isReady = Object.values(checks).every(Boolean);
          response.set("Cache-Control", "no-store");
          response.status(isReady ? 200 : 503).json({ status: isReady ? "ready" : "not ready", checks });
        },
      ],
    },
  ];
}
