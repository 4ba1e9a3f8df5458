/**
 * The records of both sides in one row of positions, left ones first:
 * numbers (1, 2 … and -1, -2 …) name records outside, positions (0, 1, 2 …) index arrays inside.
 */
export interface RecordSpace {
  readonly left: number;
  readonly right: number;
}

export function positionOf(number: number, space: RecordSpace): number {
  return number > 0 ? number - 1 : space.left - number - 1;
}

export function numberAt(position: number, space: RecordSpace): number {
  return position < space.left ? position + 1 : space.left - position - 1;
}

export function sizeOf(space: RecordSpace): number {
  return space.left + space.right;
}
