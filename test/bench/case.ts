import type { Recorder } from "./measure/recorder.js";
import type { Cleanup } from "./place/cleanup.js";
import type { PostgresServer } from "./place/server.js";

/** Where and how much to measure. */
export interface Bench {
  /** 1 is the size of the first production run, and of the goals */
  readonly scale: number;
  readonly rounds: number;
  readonly seed: number;
  readonly server: PostgresServer;
  /** an empty folder that goes in the end */
  readonly folder: string;
  readonly cleanup: Cleanup;
  readonly record: Recorder;
  /** Tells how far it is. */
  readonly say: (text: string) => void;
}

/** Something that is measured by itself: a name for `--only`, and what it does. */
export interface BenchCase {
  readonly name: string;
  readonly about: string;
  readonly measure: (bench: Bench) => Promise<void>;
}
