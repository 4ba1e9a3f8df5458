/**
 * Each sample over the one of the other that was taken in the same round. What disturbed the machine in a round
 * disturbed both, so that these differ less than either's times do.
 */
export function ratiosOf(over: readonly number[], under: readonly number[]): readonly number[] {
  if (over.length !== under.length)
    throw new RangeError(`Expected as many samples of both, but there are ${over.length} and ${under.length}.`);
  return over.map((sample, round) => sample / (under[round] as number));
}
