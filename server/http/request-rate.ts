/** How often somebody may ask. */
export interface RequestRate {
  /** null if one more is allowed, or after how many seconds it is */
  take(who: string): number | null;
}

const WINDOW_MS = 60_000;
const MOST_KNOWN = 10_000;

/**
 * Lets each who asks so many requests a minute: a bucket that fills again all the time, so that nobody waits for a
 * minute to begin. Each server counts its own: it is for itself that it must not have too much to do.
 */
export function createRequestRate(perMinute: number, now: () => number): RequestRate {
  const buckets = new Map<string, { left: number; at: number }>();
  const perMs = perMinute / WINDOW_MS;
  return {
    take(who) {
      const time = now();
      const bucket = buckets.get(who) ?? { left: perMinute, at: time };
      bucket.left = Math.min(perMinute, bucket.left + (time - bucket.at) * perMs);
      bucket.at = time;
      buckets.delete(who);
      buckets.set(who, bucket);
      // who has asked nothing for the longest has a full bucket most likely
      if (buckets.size > MOST_KNOWN) buckets.delete(buckets.keys().next().value as string);
      if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perMs / 1_000);
      bucket.left--;
      return null;
    },
  };
}
