import { CrosswalkError } from "../../../server/core/errors.js";
import type { Planned } from "../shuffled.js";
import { COMINGS } from "./scenes/comings.js";
import { DIRTY } from "./scenes/dirty.js";
import { EDITS } from "./scenes/edits.js";
import { plainStudent, sponsoredStudent, studentWithoutContact } from "./scenes/ordinary.js";
import { REJECTED } from "./scenes/rejected.js";
import type { Fixture, Scene } from "./scenes/scene.js";
import { SPONSOR_CHANGES } from "./scenes/sponsor-edits.js";

const FIXTURES: readonly Fixture[] = [...DIRTY, ...REJECTED, ...EDITS, ...SPONSOR_CHANGES, ...COMINGS];
const FEWEST_STUDENTS = FIXTURES.reduce((rows, { day1, atLeast }) => rows + day1.rows * atLeast, 0);
const MOST_STUDENTS = 10_000_000;

const SHARE_SPONSORED = 0.12;
const SHARE_WITHOUT_CONTACT = 0.1;

/** How often each scene is made, for so many rows on day 1: first some of everything, then ordinary students. */
export function planStudents(students: number): readonly Planned<Scene>[] {
  if (!(Number.isInteger(students) && students >= FEWEST_STUDENTS && students <= MOST_STUDENTS)) {
    throw new CrosswalkError(
      "SAMPLE_SCALE",
      `Expected from ${FEWEST_STUDENTS} to ${MOST_STUDENTS} students, but got ${students}.`,
    );
  }
  const fixtures = FIXTURES.map((scene) => ({
    scene,
    count: Math.max(scene.atLeast, Math.floor(scene.share * students)),
  }));
  const ordinary = students - fixtures.reduce((rows, { scene, count }) => rows + scene.day1.rows * count, 0);
  if (ordinary < 0) throw new Error(`The sample's fixtures leave no room for ordinary ones among ${students} students`);
  const sponsored = Math.floor(ordinary * SHARE_SPONSORED);
  const withoutContact = Math.floor(ordinary * SHARE_WITHOUT_CONTACT);
  return [
    ...fixtures,
    { scene: sponsoredStudent, count: sponsored },
    { scene: studentWithoutContact, count: withoutContact },
    { scene: plainStudent, count: ordinary - sponsored - withoutContact },
  ];
}
