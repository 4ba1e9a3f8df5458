import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import type { Logger } from "./core/ports.js";
import type { Worker } from "./jobs/worker.js";

/** Begins processes that will work once they are told where: they load meanwhile. */
export function forkWorkers(program: string, count: number): readonly ChildProcess[] {
  return Array.from({ length: count }, () => forkWorker(program));
}

function forkWorker(program: string): ChildProcess {
  const child = fork(program, ["worker"], { env: { ...process.env, WORKER_CONCURRENCY: "1" } });
  // Where the system can't start one, whoever is to follow it may not be there yet; it then has no pid.
  child.on("error", ignore);
  // Whoever waits for an answer comes first: a migration takes what is left of the cores.
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  return child;
}

export interface WorkerProcessesOptions {
  /** the program, which works when its argument is `worker` */
  readonly program: string;
  /** the first processes; where one of them ends it is followed by another */
  readonly forked: readonly ChildProcess[];
  /** our own database, prepared */
  readonly databaseUrl: string;
  readonly logger: Logger;
}

/** One that ended without being asked to is followed by another after so long. */
const FOLLOW_MS = 1_000;

/** What a worker tells the process that it works for. */
interface Told {
  readonly isWorking: boolean;
}

/** What it is told by it, once. */
interface Place {
  readonly databaseUrl: string;
}

/** Workers that are begun, or are about to. */
export interface WorkerProcesses extends Worker {
  /** each of the first processes works; an error where one ended before. Where they are told to stop before, it never comes. */
  readonly begun: Promise<unknown>;
}

/**
 * Workers in processes of their own, each of which works on one thing at a time: what is served does not wait for what
 * is worked on, and all cores are used. They end when this process does, in whatever way.
 */
export function startWorkerProcesses({ forked, ...options }: WorkerProcessesOptions): WorkerProcesses {
  const posts = forked.map((child) => keepFilled(child, options));
  return {
    begun: Promise.all(posts.map((post) => post.begun)),
    isWorking: () => posts.every((post) => post.isWorking()),
    async stop() {
      await Promise.all(posts.map((post) => post.stop()));
    },
  };
}

interface Post extends Worker {
  readonly begun: Promise<void>;
}

/** Sees to it that there is a process that works, until it is stopped. */
function keepFilled(
  first: ChildProcess,
  { program, databaseUrl, logger }: Omit<WorkerProcessesOptions, "forked">,
): Post {
  let child = first;
  let isWorking = false;
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;

  const begun = new Promise<void>((resolve, reject) => {
    follow(resolve, reject);
  });

  function follow(onWork: () => void, onEnd: (error: Error) => void): void {
    child.on("message", (told) => {
      ({ isWorking } = told as Told);
      if (isWorking) onWork();
    });
    // Where the system can't start one, there is an error and no exit; there may be both, and one is to follow.
    let isOver = false;
    child.once("error", (error) => over(error.message));
    child.once("exit", (code, signal) => over(`it ended with ${signal ?? code}`));
    if (hasEnded(child)) over("it ended before it was told where");
    else child.send({ databaseUrl } satisfies Place, ignore);

    function over(reason: string): void {
      if (isOver) return;
      isOver = true;
      isWorking = false;
      if (isStopping) return;
      onEnd(new Error(`a worker process did not begin to work: ${reason}`));
      logger.warn({ reason }, "a worker process ended; another one follows");
      timer = setTimeout(() => {
        child = forkWorker(program);
        follow(ignore, ignore);
      }, FOLLOW_MS);
    }
  }

  return {
    begun,
    isWorking: () => isWorking,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      if (hasEnded(child)) return;
      const ended = once(child, "exit");
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

function hasEnded({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid === undefined || exitCode !== null || signalCode !== null;
}

function ignore(): void {}

/** How often a worker looks whether there is something new to tell. */
const TELL_MS = 250;

/** Whether this process works for another one, which forked it, and may have ended since. */
export function worksForAnother(): boolean {
  return process.send !== undefined;
}

/** Where the process that it works for has our own database: as soon as it has opened it. */
export async function databaseOfOther(): Promise<string> {
  const [told] = (await once(process, "message")) as [Place];
  return told.databaseUrl;
}

/**
 * Calls back once when the process that it works for has ended, or wants it to end. A Ctrl-C reaches both, and is the
 * other's to decide about.
 */
export function onEndOfOther(stop: () => void): void {
  let asked = false;
  const ask = (): void => {
    if (!asked) stop();
    asked = true;
  };
  process.on("SIGINT", ignore).on("SIGTERM", ask).on("disconnect", ask);
  if (!process.connected) ask();
}

/** Tells the process that it works for whether it is working, now and whenever that changes. */
export function tellOfWork(isWorking: () => boolean): void {
  let told: boolean | null = null;
  const tell = (): void => {
    const now = isWorking();
    if (now === told || !process.connected) return;
    told = now;
    process.send?.({ isWorking: now } satisfies Told);
  };
  tell();
  setInterval(tell, TELL_MS).unref();
}
