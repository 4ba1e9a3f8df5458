/** Someone who does the work once in each round. */
export type Contender = (round: number) => Promise<void>;

/**
 * Has each contender do its work once a round, one after another. Every other round goes backwards, so that nobody
 * always has the machine as the same other one left it.
 */
export async function alternate(rounds: number, contenders: readonly Contender[]): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const inTurn = round % 2 === 0 ? contenders : [...contenders].reverse();
    for (const contender of inTurn) await contender(round);
  }
}

/** The answer, and how many milliseconds it took. */
export async function timed<Answer>(work: () => Promise<Answer>): Promise<{ answer: Answer; ms: number }> {
  const began = performance.now();
  const answer = await work();
  return { answer, ms: performance.now() - began };
}
