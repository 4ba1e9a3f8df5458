/** A small seeded source of chance (sfc32): the same seed draws the same values on every machine. */
export interface Random {
  /** A whole number from 0 up to, but without, `limit`. */
  readonly below: (limit: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(values: readonly T[]) => T;
  /** A version 4 UUID, lower case. */
  readonly uuid: () => string;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function createRandom(seed: number): Random {
  const next = sfc32(seed);
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    chance: (probability) => next() < probability * 2 ** 32,
    pick: <T>(values: readonly T[]) => values[below(values.length)] as T,
    uuid() {
      const [a, b, c, d] = [next(), next(), next(), next()];
      const version = (b & 0xffff0fff) | 0x4000;
      const variant = (c & 0x3fffffff) | 0x80000000;
      return `${hex16(a >>> 16)}${hex16(a)}-${hex16(version >>> 16)}-${hex16(version)}-${hex16(variant >>> 16)}-${hex16(variant)}${hex16(d >>> 16)}${hex16(d)}`;
    },
  };
}

function hex16(value: number): string {
  return `${HEX[(value >>> 8) & 0xff]}${HEX[value & 0xff]}`;
}

/** Chosen over mulberry32 because its 128 bits of state leave no room for repeated UUIDs. */
function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // The first draws of neighbouring seeds resemble each other.
  for (let warmUp = 0; warmUp < 16; warmUp++) next();
  return next;
}
