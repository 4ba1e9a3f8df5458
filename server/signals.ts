const PARENT_CHECK_MS = 250;

/**
 * Calls back once when the process is asked to stop: by SIGINT, SIGTERM, or by the end of the npm that started it.
 * A second signal does not wait for the first to be answered.
 */
export function onStopRequest(stop: (reason: string) => void): void {
  let asked = false;
  const ask = (reason: string): void => {
    if (asked) process.exit(130);
    asked = true;
    stop(reason);
  };
  process.on("SIGINT", ask).on("SIGTERM", ask);
  if (process.env.npm_lifecycle_event !== undefined) watchParent(() => asked || ask("npm ended"));
}

/** npm passes a signal to its shell only, and the shell dies of it without a word to us. */
function watchParent(onGone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, PARENT_CHECK_MS);
  timer.unref();
}
