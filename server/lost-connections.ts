import { isTransient } from "./core/transient.js";

/**
 * Keeps the process alive when a connection breaks under a promise that nobody waits for: the queue does not wait for
 * its own word that a job is done. The job is found to be done without it. Any other fault ends the process as before.
 */
export function outliveLostConnections(): void {
  process.on("unhandledRejection", (error) => {
    if (!isTransient(error)) throw error;
  });
}
