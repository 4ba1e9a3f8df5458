import type { JudgedGoal } from "../goals.js";
import type { Measured } from "../measure/recorder.js";
import type { Machine } from "./machine.js";

/** All that a run of the benchmark came to: what `--out` writes and `--render` reads. */
export interface BenchReport {
  readonly made: string;
  readonly commit: string | null;
  readonly machine: Machine;
  readonly scale: number;
  readonly rounds: number;
  readonly seed: number;
  readonly cases: readonly CaseReport[];
  readonly goals: readonly JudgedGoal[];
}

export interface CaseReport extends Measured {
  readonly name: string;
  readonly about: string;
  /** how long it took with everything that it made, in milliseconds */
  readonly ms: number;
  /** why its figures don't count: a wrong answer, or that it broke off; null where they do */
  readonly failure: string | null;
}
