/** A size, and what it cost. Both above 0. */
export interface Cost {
  readonly size: number;
  readonly cost: number;
}

/**
 * The exponent e of cost = c × size^e that fits best: the slope of a straight line through the logarithms by least
 * squares. 1 is linear, 2 is quadratic. Null where there are fewer than two sizes.
 */
export function fitExponent(costs: readonly Cost[]): number | null {
  const points = costs.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const meanX = mean(points.map(({ x }) => x));
  const meanY = mean(points.map(({ y }) => y));
  const spread = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (points.length < 2 || spread === 0) return null;
  return points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spread;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
