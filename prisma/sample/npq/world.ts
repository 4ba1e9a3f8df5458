import { createRandom, type Random } from "../random.js";
import { createEcfService } from "./ecf-service.js";
import { createNpqService } from "./npq-service.js";
import { createPeople, type People } from "./people.js";
import type { EcfUser, Enrolment, GivenEcfUser, GivenNpqUser, NpqUser, PlantedCandidate } from "./records.js";
import { type Batch, emptyBatch } from "./rows.js";
import { anySchool, schoolCount, writeSchools } from "./schools.js";
import { BLANKS, type Spelling, spell, spellLoosely } from "./spelling.js";
import { dealStatuses, type StatusQuota, validStatus } from "./statuses.js";
import { COURSES, LEAD_PROVIDERS } from "./vocabulary.js";

type OnIdentity = { readonly identity?: number };

/** What scenes make records with. Each record goes into the batch as soon as it is made. */
export interface World {
  readonly random: Random;
  readonly people: People;
  /** How many schools there are. */
  readonly schools: number;
  readonly ecfUser: (given?: GivenEcfUser) => EcfUser;
  readonly npqUser: (given?: GivenNpqUser) => NpqUser;
  /** An application that both sides have: it ties its two users. */
  readonly matchedApplication: (
    ecf: EcfUser,
    npq: NpqUser,
    given?: Partial<Enrolment> & OnIdentity & { readonly spelling?: Spelling },
  ) => { readonly ecf: string; readonly npq: string };
  /** An application that the other side does not know. */
  readonly ecfApplication: (user: EcfUser, given?: Partial<Enrolment> & OnIdentity) => string;
  readonly npqApplication: (user: NpqUser, given?: Partial<Enrolment>) => string;
  readonly plant: (candidate: PlantedCandidate) => void;
}

export interface Making {
  readonly world: World;
  /** The rows since the last call. */
  readonly takeBatch: () => Batch;
}

export function createWorld(
  options: { readonly scale: number; readonly seed: number; readonly statuses: StatusQuota },
  plant: (candidate: PlantedCandidate) => void,
): Making {
  let batch = emptyBatch();
  const random = createRandom(options.seed);
  const people = createPeople(random);
  const schools = schoolCount(options.scale);
  const nextStatuses = dealStatuses(options.statuses, random);
  const ecf = createEcfService(random, people, () => batch.ecf);
  const npq = createNpqService(random, people, () => batch.npq);
  let unknownToEcf = 0;

  ecf.writeCourses();
  npq.writeCourses();
  writeSchools(schools, random, batch);

  const enrolment = (given: Partial<Enrolment>): Enrolment => ({
    course: random.below(COURSES.length),
    school: random.chance(0.04) ? null : anySchool(schools, random),
    leadProvider: random.below(LEAD_PROVIDERS),
    ...given,
  });

  /** In turn, not by chance, so that the smallest sample has each. */
  const unknownEcfId = () => {
    const kinds = [null, ...BLANKS, random.uuid()];
    return kinds[unknownToEcf++ % kinds.length] as string | null;
  };

  const world: World = {
    random,
    people,
    schools,
    ecfUser: (given = {}) => ecf.user(given),
    npqUser: (given = {}) => npq.user(given),
    matchedApplication(left, right, { spelling, identity = 0, ...given } = {}) {
      const same = enrolment(given);
      const status = nextStatuses();
      const id = ecf.application(left, identity, same, status.ecf);
      const ecfId = spelling === undefined ? spellLoosely(id, random) : spell(id, spelling, random);
      return { ecf: id, npq: npq.application(right, ecfId, same, status.npq) };
    },
    ecfApplication: (user, { identity = 0, ...given } = {}) =>
      ecf.application(user, identity, enrolment(given), validStatus(random)),
    npqApplication: (user, given = {}) => npq.application(user, unknownEcfId(), enrolment(given), validStatus(random)),
    plant,
  };
  return {
    world,
    takeBatch() {
      const full = batch;
      batch = emptyBatch();
      return full;
    },
  };
}
