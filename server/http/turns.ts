/** So many messages are sent before the event loop turns. */
const A_TURN = 500;

/** Lets whoever else waits for the event loop have it between the messages of all subscribers. */
export class Turns {
  #left = A_TURN;
  #isTurning = false;
  #waiting: (() => void)[] = [];

  /** Null if it is one's turn, or when it will be. */
  take(): Promise<void> | null {
    if (!this.#isTurning) {
      this.#isTurning = true;
      setImmediate(() => this.#turn());
    }
    if (this.#left > 0) {
      this.#left--;
      return null;
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #turn(): void {
    const next = this.#waiting.splice(0, A_TURN);
    this.#left = A_TURN - next.length;
    this.#isTurning = next.length > 0;
    if (this.#isTurning) setImmediate(() => this.#turn());
    for (const begin of next) begin();
  }
}
