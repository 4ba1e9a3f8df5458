import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

const abandonedAfterMs = 10 * 60_000;

/**
 * Builds a folder under a draft name, then renames it into place: it is there whole or not at all.
 * Of two processes that build it at once the first wins, so no lock is needed that a dead process could leave behind.
 */
export async function makeOnce(folder: string, build: (draft: string) => Promise<void>): Promise<void> {
  await removeAbandonedDrafts(folder);
  if (existsSync(folder)) return;
  const draft = `${folder}.draft-${randomUUID()}`;
  try {
    await mkdir(draft);
    await chmod(draft, 0o755);
    await build(draft);
    await rename(draft, folder);
    await syncDirectory(path.dirname(folder));
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw cause;
  }
}

async function removeAbandonedDrafts(folder: string): Promise<void> {
  const parent = path.dirname(folder);
  const prefix = `${path.basename(folder)}.draft-`;
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const draft = path.join(parent, name);
    const made = await stat(draft).catch(() => undefined);
    if (made !== undefined && Date.now() - made.mtimeMs > abandonedAfterMs) {
      await rm(draft, { recursive: true, force: true });
    }
  }
}

/** A rename survives a power cut only once its folder is synced; Windows can't open folders, and needs no such thing. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const opened = await open(directory, "r");
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
