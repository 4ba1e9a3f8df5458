import { copyLine } from "../../../server/adapters/database/copy-text.js";
import { createRandom } from "../random.js";
import { shuffled } from "../shuffled.js";
import { columnsOf } from "./legacy-students.js";
import { planStudents } from "./plan.js";
import type { Scene } from "./scenes/scene.js";
import { createWorld } from "./world.js";

export type Day = 1 | 2;

export interface StudentsOptions {
  /** How many rows there are on day 1. */
  readonly students: number;
  readonly seed: number;
  readonly day: Day;
  readonly withSponsorInfo?: boolean;
}

const LINES_PER_BATCH = 1_000;

/** The rows of a day, as lines of COPY's text format in batches. Both days come out of one and the same making. */
export function* generateStudents(options: StudentsOptions): Generator<readonly string[]> {
  const { students, seed, day, withSponsorInfo = false } = options;
  const world = createWorld(createRandom(seed), students);
  const columns = columnsOf(withSponsorInfo);
  const turns = new Map<Scene, number>();
  let lines: string[] = [];
  for (const scene of shuffled(planStudents(students), seed)) {
    const turn = turns.get(scene) ?? 0;
    turns.set(scene, turn + 1);
    for (const { day1, day2 } of scene.build(world, turn)) {
      const row = day === 1 ? day1 : day2;
      if (row !== null) lines.push(copyLine(columns.map((column) => row[column])));
    }
    if (lines.length < LINES_PER_BATCH) continue;
    yield lines;
    lines = [];
  }
  yield lines;
}
