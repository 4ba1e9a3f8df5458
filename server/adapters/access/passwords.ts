import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { CrosswalkError } from "../../core/errors.js";

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** 32 MB and some 60 ms a guess. Each hash says its own, so that they can be raised. */
const COST = { N: 2 ** 15, r: 8, p: 1 };
const BYTES = 32;

/** So many are reckoned at once, or wait for it: a flood of guesses must not take the machine from who is signed in. */
const AT_ONCE = 2;
const MOST_WAITING = 50;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** takes as long where there is no hash to compare with */
  verify(password: string, hash: string | null): Promise<boolean>;
}

/** Passwords as scrypt keeps them: `scrypt$N$r$p$salt$key`. */
export function createPasswords(cost = COST): Passwords {
  const inTurn = limitTo(AT_ONCE, MOST_WAITING);
  const nobodys = format(cost, randomBytes(16), randomBytes(BYTES));

  return {
    async hash(password) {
      const salt = randomBytes(16);
      return format(cost, salt, await inTurn(() => key(password, salt, cost)));
    },
    async verify(password, hash) {
      const { salt, key: expected, ...its } = parse(hash ?? nobodys);
      const given = await inTurn(() => key(password, salt, its));
      return timingSafeEqual(given, expected) && hash !== null;
    },
  };
}

type Cost = typeof COST;

/** The same text however a keyboard composes its letters. */
function key(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  return derive(password.normalize("NFC"), salt, BYTES, { N, r, p, maxmem: 256 * N * r });
}

function format({ N, r, p }: Cost, salt: Buffer, derived: Buffer): string {
  return ["scrypt", N, r, p, salt.toString("base64url"), derived.toString("base64url")].join("$");
}

function parse(hash: string): Cost & { readonly salt: Buffer; readonly key: Buffer } {
  const [, N, r, p, salt = "", derived = ""] = hash.split("$");
  const bytes = (text: string): Buffer => Buffer.from(text, "base64url");
  return { N: Number(N), r: Number(r), p: Number(p), salt: bytes(salt), key: bytes(derived) };
}

/** Lets some work run at once and some more wait; what comes beyond is refused. */
function limitTo(atOnce: number, mostWaiting: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting)
        throw new CrosswalkError("TOO_MANY_ATTEMPTS", "Too many sign-ins are under way. Try again in a few seconds.");
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      // who waits next takes over the place
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
