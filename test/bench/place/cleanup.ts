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
      const once = async (): Promise<void> => {
        const place = pending.indexOf(once);
        if (place < 0) return;
        pending.splice(place, 1);
        await undo();
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
