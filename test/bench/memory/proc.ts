import { readdir, readFile } from "node:fs/promises";

/** The most memory that a process has had at once, in bytes; null where the system does not tell, or it is gone. */
export async function peakMemoryOf(pid: number): Promise<number | null> {
  return kilobytesIn(await textOf(`/proc/${pid}/status`), "VmHWM");
}

/** The memory that a process has now, in bytes, with its share of what it shares with others. */
export async function shareOfMemory(pid: number): Promise<number | null> {
  return kilobytesIn(await textOf(`/proc/${pid}/smaps_rollup`), "Pss");
}

/** A process and all that it started, and that these started; those that end meanwhile are left out. */
export async function familyOf(pid: number): Promise<readonly number[]> {
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc").catch(() => [])) {
    const stat = /^\d+$/.test(name) ? await textOf(`/proc/${name}/stat`) : null;
    // The name of a command may hold anything; it ends with the last bracket.
    const parent = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  const family = [pid];
  for (const member of family) for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

/** Which process started this one, if it is of the program. */
export async function parentOf(pid: number, program: RegExp): Promise<number | null> {
  const status = await textOf(`/proc/${pid}/status`);
  if (!program.test(/^Name:\s+(.*)$/m.exec(status ?? "")?.[1] ?? "")) return null;
  return Number(/^PPid:\s+(\d+)$/m.exec(status ?? "")?.[1] ?? 0) || null;
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(() => null);
}

function kilobytesIn(text: string | null, name: string): number | null {
  const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text ?? "")?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
