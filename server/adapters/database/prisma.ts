import type pg from "pg";
import type { PrismaClient } from "./generated/client.js";

/** Prisma over the pool of our own database. */
export interface Prisma {
  /** the client, which is made when it is first asked for */
  readonly client: () => Promise<PrismaClient>;
  close(): Promise<void>;
}

/**
 * Loads Prisma when somebody asks for it: its runtime is a megabyte of code, and to unpack the model takes it 70 ms and
 * more where cores are busy, which every process would spend before it could do anything. Workers never ask for it.
 */
export function openPrisma(pool: pg.Pool): Prisma {
  let made: Promise<PrismaClient> | null = null;
  return {
    client: () => (made ??= make(pool)),
    close: async () => (await made?.catch(() => null))?.$disconnect(),
  };
}

async function make(pool: pg.Pool): Promise<PrismaClient> {
  const [{ PrismaPg }, generated] = await Promise.all([import("@prisma/adapter-pg"), import("./generated/client.js")]);
  return new generated.PrismaClient({ adapter: new PrismaPg(pool, { schema: "crosswalk" }) });
}
