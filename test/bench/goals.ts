import type { Figure } from "./measure/recorder.js";
import { summarise } from "./measure/summary.js";

/** What is to be reached at scale 1, on the median. */
export interface Goal {
  readonly text: string;
  readonly figure: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface JudgedGoal extends Goal {
  /** null: it was not measured */
  readonly median: number | null;
  /** null: it was not measured, or not at the scale that goals are for */
  readonly met: boolean | null;
}

const MB = 1024 ** 2;
const SECOND = 1_000;

export const GOALS: readonly Goal[] = [
  { text: "npq within 1.5 times the floor", figure: "npq.over-floor", atMost: 1.5 },
  { text: "npq matching 5 times as fast as plain SQL", figure: "npq.sql/matching", atLeast: 5 },
  { text: "npq matching 2 times as fast as DuckDB", figure: "npq.duckdb/matching", atLeast: 2 },
  { text: "a second npq migration over unchanged data is faster", figure: "npq.again/first", atMost: 1 },
  { text: "candidates of all orphans within 1 s", figure: "candidates.crosswalk", atMost: SECOND },
  { text: "npq up to scale 10 grows with an exponent of at most 1.1", figure: "size.npq.exponent", atMost: 1.1 },
  { text: "npq at scale 10 within 1.5 GB of Node", figure: "size.npq.node@10", atMost: 1_536 * MB },
  { text: "50,000 students within 2.5 times one INSERT … ON CONFLICT", figure: "students.over-insert", atMost: 2.5 },
  { text: "50,000 unchanged students within 1 s", figure: "students.unchanged", atMost: SECOND },
  { text: "1,000 changed of 1,000,000 students within 1 s", figure: "size.students.changed@1000000", atMost: SECOND },
  { text: "and within 1.2 times the memory of 1,000 of 100,000", figure: "size.students.changed.memory", atMost: 1.2 },
  {
    text: "students up to 1,000,000 grow with an exponent of at most 1.1",
    figure: "size.students.exponent",
    atMost: 1.1,
  },
  { text: "1,000,000 students within 400 MB of Node", figure: "size.students.node@1000000", atMost: 400 * MB },
  { text: "no stall of the event loop above 100 ms under load", figure: "load.stall", atMost: 100 },
  { text: "API p99 within 100 ms under load", figure: "load.api.p99", atMost: 100 },
  { text: "every subscriber gets every progress event", figure: "load.missed", atMost: 0 },
  { text: "100 of 100,000 orphans with candidates and why: p50 within 15 ms", figure: "api.p50", atMost: 15 },
  { text: "and as many SQL statements as for 10 of them", figure: "api.statements/few", atMost: 1 },
  { text: "warm start to ready within 2 s", figure: "start.warm", atMost: 2 * SECOND },
  { text: "npm run demo within 20 s", figure: "start.demo", atMost: 20 * SECOND },
  { text: "two workers 1.5 times as fast as one", figure: "workers.one/two", atLeast: 1.5 },
];

/** What became of each goal. Times of a small scale say nothing of a large one. */
export function judgeGoals(goals: readonly Goal[], figures: readonly Figure[], scale: number): readonly JudgedGoal[] {
  return goals.map((goal) => {
    const samples = figures.find(({ name }) => name === goal.figure)?.samples ?? [];
    const median = samples.length === 0 ? null : summarise(samples).median;
    return { ...goal, median, met: median === null || scale !== 1 ? null : isMet(goal, median) };
  });
}

function isMet({ atMost, atLeast }: Goal, median: number): boolean {
  return (atMost === undefined || median <= atMost) && (atLeast === undefined || median >= atLeast);
}
