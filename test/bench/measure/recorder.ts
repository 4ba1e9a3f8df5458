import { type CountCheck, type Counts, checkCounts } from "./counts.js";
import { ratiosOf } from "./ratios.js";

export type Unit = "ms" | "bytes" | "ratio" | "exponent" | "count" | "per second";

/** Something that is measured, once or several times. */
export interface Figure {
  /** what goals and other figures call it */
  readonly name: string;
  /** what exactly it is, for people */
  readonly label: string;
  readonly unit: Unit;
  readonly samples: readonly number[];
}

export interface Measured {
  readonly figures: readonly Figure[];
  readonly checks: readonly CountCheck[];
  /** what a reader has to know of the figures, and what could not be measured */
  readonly notes: readonly string[];
}

/** The answer was wrong, so that its time says nothing. */
export class WrongCounts extends Error {
  constructor({ who, differences }: CountCheck) {
    super(`${who} is wrong: ${differences.join("; ")}`);
  }
}

/** Takes down what a case measures. */
export interface Recorder {
  /** Adds a sample; null, what can't be measured here, adds none. */
  add(figure: Omit<Figure, "samples">, sample: number | null): void;
  /** One figure over another, round by round. */
  ratio(figure: Pick<Figure, "name" | "label">, over: string, under: string): void;
  /** Ends the case where the counts are not those expected: before its time is taken down. */
  compare(who: string, expected: Counts, found: Counts): void;
  note(text: string): void;
  readonly measured: Measured;
}

export function createRecorder(): Recorder {
  const figures = new Map<string, Figure & { samples: number[] }>();
  const checks: CountCheck[] = [];
  const notes: string[] = [];
  const add: Recorder["add"] = (figure, sample) => {
    if (sample === null) return;
    const known = figures.get(figure.name);
    if (known) known.samples.push(sample);
    else figures.set(figure.name, { ...figure, samples: [sample] });
  };
  return {
    add,
    ratio(figure, over, under) {
      const [a, b] = [over, under].map((name) => figures.get(name)?.samples ?? []) as [number[], number[]];
      for (const ratio of ratiosOf(a, b)) add({ ...figure, unit: "ratio" }, ratio);
    },
    compare(who, expected, found) {
      const check = checkCounts(who, expected, found);
      checks.push(check);
      if (check.differences.length > 0) throw new WrongCounts(check);
    },
    note: (text) => {
      if (!notes.includes(text)) notes.push(text);
    },
    measured: {
      get figures() {
        return [...figures.values()];
      },
      checks,
      notes,
    },
  };
}
