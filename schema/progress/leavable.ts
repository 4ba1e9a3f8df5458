/**
 * A source that a subscriber can leave at any time. An async generator alone can't be left while it waits
 * for the next item, and would be kept, with all that it listens to, until that comes.
 */
export function leavable<Item>(open: (left: AbortSignal) => AsyncIterator<Item>): AsyncIterableIterator<Item> {
  const left = new AbortController();
  const source = open(left.signal);
  let stopWaiting: (() => void) | null = null;
  return {
    next() {
      return new Promise((resolve, reject) => {
        stopWaiting = () => resolve({ done: true, value: undefined });
        source.next().then(resolve, reject);
      });
    },
    async return() {
      left.abort();
      stopWaiting?.();
      // not awaited, for the reason above; who has left hears of no error
      source.return?.().catch(() => {});
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** What `choose` gives for the items of a source; items for which it gives null are passed over. */
export async function* chosenFrom<Item, Chosen>(
  source: AsyncIterable<Item>,
  choose: (item: Item) => Promise<Chosen | null>,
): AsyncGenerator<Chosen> {
  for await (const item of source) {
    const chosen = await choose(item);
    if (chosen !== null) yield chosen;
  }
}
