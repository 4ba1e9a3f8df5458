import { withSession } from "../place/session.js";
import { familyOf, parentOf, shareOfMemory } from "./proc.js";

/** Adding up takes some milliseconds of a core, so it is not done more often. */
const EVERY_MS = 1_000;

/**
 * The answer, and the most memory in bytes that all processes of a PostgreSQL server had at once meanwhile; what they
 * share, such as its buffers, counts once. Null where it can't be measured: it needs Linux, the server on this machine,
 * and the right to look.
 */
export async function withPostgresMemory<Answer>(
  url: string,
  work: () => Promise<Answer>,
): Promise<{ readonly answer: Answer; readonly peak: number | null }> {
  const postmaster = await findPostmaster(url);
  if (postmaster === null) return { answer: await work(), peak: null };
  let peak = await memoryOfAll(postmaster);
  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(async () => {
      peak = Math.max(peak, await memoryOfAll(postmaster));
    });
  }, EVERY_MS);
  try {
    const answer = await work();
    return { answer, peak: peak > 0 ? peak : null };
  } finally {
    clearInterval(timer);
    await looking;
  }
}

async function memoryOfAll(postmaster: number): Promise<number> {
  const shares = await Promise.all((await familyOf(postmaster)).map(shareOfMemory));
  return shares.reduce<number>((total, share) => total + (share ?? 0), 0);
}

async function findPostmaster(url: string): Promise<number | null> {
  return withSession(url, async (session) => {
    const { rows } = await session.query<{ pid: number }>("select pg_backend_pid() as pid");
    // On another machine the number is that of some other process here, or of none.
    return parentOf(rows[0]?.pid ?? 0, /^postgres/);
  });
}
