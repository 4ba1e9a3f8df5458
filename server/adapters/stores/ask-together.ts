import DataLoader from "dataloader";

/**
 * Look-ups that come while others are under way are asked together as soon as these are back: many that come at once
 * cost a few statements. Nobody is given what was asked before they came.
 */
export function askTogether<Key, Answer>(
  askAll: (keys: readonly Key[]) => Promise<readonly Answer[]>,
): (key: Key) => Promise<Answer> {
  let underWay: Promise<unknown> = Promise.resolve();
  const loader = new DataLoader<Key, Answer>(
    (keys) => {
      const asked = askAll(keys);
      underWay = asked;
      return asked;
    },
    { cache: false, batchScheduleFn: (begin) => void underWay.then(begin, begin) },
  );
  return (key) => loader.load(key);
}
