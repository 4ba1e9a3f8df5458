/** What has to be undone, whatever happens. */
export interface Cleanup {
  /** Undone last in, first out; gives a function that undoes it at once instead. */
  defer(undo: () => unknown): () => Promise<void>;
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const pending: (() => Promise<void>)[] = [];
  return {
    defer(undo) {
      // Whoever asks for it while it is under way waits as well: what was there before must not go first.
      let undone: Promise<void> | undefined;
      const once = (): Promise<void> => {
        undone ??= Promise.resolve(undo())
          .then(() => {})
          .finally(() => pending.splice(pending.indexOf(once), 1));
        return undone;
      };
      pending.push(once);
      return once;
    },
    async run() {
      // One that fails must not keep the others from being undone.
      for (let next = pending.at(-1); next; next = pending.at(-1))
        await next().catch((error: unknown) => console.error(error));
    },
  };
}
