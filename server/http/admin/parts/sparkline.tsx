import { percent } from "./format.js";

export interface SparkPoint {
  /** names the point */
  readonly key: string;
  readonly rate: number;
}

interface SparklineProps {
  /** what the line shows */
  readonly label: string;
  readonly points: readonly SparkPoint[];
}

const WIDTH = 160;
const HEIGHT = 36;
const EDGE = 4;

/** How a rate went, oldest first: a line, its last point marked, the numbers in words for who can't see it. */
export function Sparkline({ label, points }: SparklineProps) {
  const last = points.at(-1);
  if (!last) return null;
  const rates = points.map(({ rate }) => rate);
  const [low, high] = [Math.min(...rates), Math.max(...rates)];
  const x = (i: number): number => EDGE + (points.length === 1 ? 1 : i / (points.length - 1)) * (WIDTH - 2 * EDGE);
  // a flat line in the middle says that nothing moves
  const y = (rate: number): number =>
    high - low < 0.001 ? HEIGHT / 2 : HEIGHT - EDGE - ((rate - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const words = `${label} over ${points.length} migrations: from ${percent(rates[0] as number)} to ${percent(last.rate)}, lowest ${percent(low)}, highest ${percent(high)}`;
  return (
    <svg class="cw-sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} role="img">
      <title>{words}</title>
      <line class="cw-sparkline__ground" x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
      <polyline class="cw-sparkline__line" points={points.map(({ rate }, i) => `${x(i)},${y(rate)}`).join(" ")} />
      {points.map(({ key, rate }, i) => (
        <circle key={key} class="cw-sparkline__point" cx={x(i)} cy={y(rate)} r={i === points.length - 1 ? 3.5 : 1.5} />
      ))}
    </svg>
  );
}
