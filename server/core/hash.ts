/** A 64-bit hash as two halves of 32 bits, signed: of some million texts hardly any two ever share one. */
export interface Hash64 {
  high: number;
  low: number;
}

const HIGH_SEED = 0x811c9dc5 | 0;
const LOW_SEED = 0x9e3779b9 | 0;

/**
 * Hashes bytes into `hash`, which is given back; an object each would cost more than the hashing. The steps are those of
 * MurmurHash3 with constants of their own for each half: four bytes at a time, mixed before they meet what came before,
 * so that texts that differ in a few digits do not meet.
 */
export function hashBytes(bytes: Uint8Array, start: number, end: number, hash: Hash64): Hash64 {
  let high = HIGH_SEED;
  let low = LOW_SEED;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word =
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    high = step(high ^ scatter(word, 0x239b961b, 0xab0e9789));
    low = step(low ^ scatter(word, 0xcc9e2d51, 0x1b873593));
  }
  let rest = 0;
  for (let i = end - 1; i >= at; i--) rest = (rest << 8) | (bytes[i] as number);
  hash.high = mix(high ^ scatter(rest, 0x239b961b, 0xab0e9789) ^ (end - start));
  hash.low = mix(low ^ scatter(rest, 0xcc9e2d51, 0x1b873593) ^ (end - start));
  return hash;
}

/** Makes `hash` that of a pair: the other's, then its own. */
export function joinHash(hash: Hash64, high: number, low: number): void {
  hash.high = mix(Math.imul(hash.high, 31) + high);
  hash.low = mix(Math.imul(hash.low, 0x9e3779b1) ^ low);
}

function scatter(word: number, first: number, second: number): number {
  const product = Math.imul(word, first);
  return Math.imul((product << 15) | (product >>> 17), second);
}

function step(hash: number): number {
  return (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
}

/** Spreads a hash over all 32 bits. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}
