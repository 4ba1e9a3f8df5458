import { collectDefaultMetrics, Registry } from "prom-client";

let registry: Registry | null = null;

/** What Node tells of the process: memory, time, event-loop lag. One for all apps in it, since each asks the system anew. */
export function processMetrics(): Registry {
  if (!registry) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
