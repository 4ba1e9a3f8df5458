/** A count at a time, in days. */
export interface Observation {
  readonly day: number;
  readonly left: number;
}

/** A straight line through observations, with what it does not explain. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** of the residuals */
  readonly deviation: number;
  readonly observations: number;
  readonly meanDay: number;
  readonly spread: number;
}

export type Forecast =
  | { readonly kind: "reached" }
  | { readonly kind: "unknown"; readonly because: string }
  | {
      readonly kind: "expected";
      readonly line: Line;
      readonly day: number;
      readonly earliest: number;
      readonly latest: number | null;
    };

/** Fewer runs say nothing about the next ones. */
export const FEWEST = 5;
/** Farther ahead a line is no forecast any more. */
const FARTHEST_DAYS = 730;

/** Student's t for 90% two-sided, by degrees of freedom; beyond the table the normal distribution's. */
const T90 = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761, 1.753];

function t90(freedom: number): number {
  return T90[freedom - 1] ?? (freedom > 60 ? 1.645 : 1.7);
}

/** The line of least squares; null where all observations are of one day. */
export function fitLine(observations: readonly Observation[]): Line | null {
  const n = observations.length;
  const meanDay = observations.reduce((sum, { day }) => sum + day, 0) / n;
  const meanLeft = observations.reduce((sum, { left }) => sum + left, 0) / n;
  const spread = observations.reduce((sum, { day }) => sum + (day - meanDay) ** 2, 0);
  if (n < 3 || spread === 0) return null;
  const slope = observations.reduce((sum, { day, left }) => sum + (day - meanDay) * (left - meanLeft), 0) / spread;
  const intercept = meanLeft - slope * meanDay;
  const squares = observations.reduce((sum, { day, left }) => sum + (left - intercept - slope * day) ** 2, 0);
  return { slope, intercept, deviation: Math.sqrt(squares / (n - 2)), observations: n, meanDay, spread };
}

/** What the line says of a day, and between which counts nine of ten runs would lie. */
export function at(line: Line, day: number): { readonly left: number; readonly low: number; readonly high: number } {
  const { slope, intercept, deviation, observations, meanDay, spread } = line;
  const left = intercept + slope * day;
  const width = t90(observations - 2) * deviation * Math.sqrt(1 + 1 / observations + (day - meanDay) ** 2 / spread);
  return { left, low: left - width, high: left + width };
}

/**
 * When so few will be left, if things go on as they went; or why that can't be told. Earliest and latest are the days on
 * which the interval of nine in ten runs first touches the goal, and has all passed it.
 */
export function forecast(observations: readonly Observation[], goal: number): Forecast {
  const last = observations.at(-1);
  if (!last) return unknown("there is no run yet");
  if (last.left <= goal) return { kind: "reached" };
  if (observations.length < FEWEST)
    return unknown(
      `there ${observations.length === 1 ? "is only 1 run" : `are only ${observations.length} runs`}, and ${FEWEST} are needed`,
    );
  const line = fitLine(observations);
  if (!line) return unknown("all runs are of the same time");
  if (isBending(observations))
    return unknown("the pace itself changes from run to run; fewer of the newest runs may be straighter");
  const error = line.deviation / Math.sqrt(line.spread);
  const isSure = Math.abs(line.slope) > t90(line.observations - 2) * error;
  if (!isSure) return unknown("the counts go up and down more than they change");
  if (line.slope > 0) return unknown("there are more from run to run, not fewer");
  const day = Math.max((goal - line.intercept) / line.slope, last.day);
  if (day - last.day > FARTHEST_DAYS) return unknown("at this pace it is more than two years away");
  const first = firstDay(line, last.day, goal, "low") ?? last.day;
  return { kind: "expected", line, day, earliest: first, latest: firstDay(line, day, goal, "high") };
}

/** Whether the later half goes on at another pace than the earlier one, beyond chance: a straight line would mislead. */
function isBending(observations: readonly Observation[]): boolean {
  const half = Math.floor(observations.length / 2);
  if (half < 4) return false;
  const [early, late] = [fitLine(observations.slice(0, half)), fitLine(observations.slice(-half))];
  if (!early || !late) return false;
  const error = Math.hypot(early.deviation / Math.sqrt(early.spread), late.deviation / Math.sqrt(late.spread));
  const difference = Math.abs(late.slope - early.slope);
  return difference > 3 * error && difference > Math.abs(early.slope) / 3;
}

function firstDay(line: Line, from: number, goal: number, edge: "low" | "high"): number | null {
  for (let day = from; day <= from + FARTHEST_DAYS; day += 0.25) if (at(line, day)[edge] <= goal) return day;
  return null;
}

function unknown(because: string): Forecast {
  return { kind: "unknown", because };
}
