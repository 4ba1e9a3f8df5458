/** Wakes all who wait for it. */
export class Bell {
  readonly #waiting = new Set<() => void>();

  /** Until the bell rings, or the signal says that nobody wants to know any more. */
  wait(until?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake);
        until?.removeEventListener("abort", wake);
        resolve();
      };
      this.#waiting.add(wake);
      until?.addEventListener("abort", wake);
      if (until?.aborted) wake();
    });
  }

  ring(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
