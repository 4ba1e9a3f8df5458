/** Looks when it is told to, one look at a time; told during a look, it looks once more. `look` deals with its errors. */
export function lookWhenTold(look: () => Promise<void>): () => void {
  let isTold = false;
  let isLooking = false;

  async function lookOn(): Promise<void> {
    isLooking = true;
    while (isTold) {
      isTold = false;
      await look();
    }
    isLooking = false;
  }

  return () => {
    isTold = true;
    if (!isLooking) void lookOn();
  };
}
