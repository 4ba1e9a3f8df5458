import type { Crosswalk } from "../crosswalk/start.js";

/** How late the event loop of the server was at most, in milliseconds, since the last time it was asked. */
export async function longestStall({ url, authorization }: Crosswalk): Promise<number> {
  const response = await fetch(new URL("/metrics", url), { headers: { authorization } });
  const text = await response.text();
  const seconds = /^nodejs_eventloop_lag_max_seconds(?:\{[^}]*\})? (\S+)$/m.exec(text)?.[1];
  if (!response.ok || seconds === undefined)
    throw new Error(`/metrics answered ${response.status} and told no stalls.`);
  return Number(seconds) * 1_000;
}
