/** Asks for the next item before the last one is worked on, so that the database works meanwhile. */
export async function* ahead<T>(items: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const iterator = items[Symbol.asyncIterator]();
  const request = (): Promise<IteratorResult<T>> => {
    const next = iterator.next();
    // Its error comes out where it is awaited, if it is.
    next.catch(() => {});
    return next;
  };
  try {
    let next = request();
    for (;;) {
      const { done, value } = await next;
      if (done) return;
      next = request();
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
