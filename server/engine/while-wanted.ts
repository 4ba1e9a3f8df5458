import type { Source } from "../core/ports.js";

/** Reads until it is done or the signal is aborted: a source may keep a query waiting for ever, and whoever cancels is not to wait with it. */
export async function whileWanted<T>(
  signal: AbortSignal,
  sources: readonly Source[],
  read: () => Promise<T>,
): Promise<T> {
  const letGo = () => void Promise.allSettled(sources.map((source) => source.close()));
  signal.addEventListener("abort", letGo);
  try {
    signal.throwIfAborted();
    return await read();
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", letGo);
  }
}
