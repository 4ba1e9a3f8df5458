import { copyLine } from "../../../server/adapters/database/copy-text.js";
import type { Random } from "../random.js";
import { type People, timestamps } from "./people.js";
import type { EcfUser, Enrolment, GivenEcfUser } from "./records.js";
import type { EcfRows } from "./rows.js";
import { schoolUrn } from "./schools.js";
import { COURSES, LEAD_PROVIDERS } from "./vocabulary.js";

export interface EcfService {
  readonly writeCourses: () => void;
  readonly user: (given: GivenEcfUser) => EcfUser;
  readonly application: (user: EcfUser, identity: number, enrolment: Enrolment, status: string) => string;
}

/** Writes records into ECF's tables the way its application does. */
export function createEcfService(random: Random, people: People, rows: () => EcfRows): EcfService {
  const courseIds = COURSES.map(() => random.uuid());
  const leadProviderIds = Array.from({ length: LEAD_PROVIDERS }, () => random.uuid());

  function writeProfile({ id, trn }: EcfUser): void {
    // A user without a TRN has a teacher profile as often as not.
    if (trn === null && random.chance(0.5)) return;
    rows().teacher_profiles.push(copyLine([random.uuid(), id, trn, ...timestamps(random)]));
  }

  function writeIdentities({ id, email, identities }: EcfUser): void {
    identities.forEach((identity, number) => {
      // The first identity repeats the user; a further one remembers a user that was merged into it.
      const former = number === 0 ? [email, id, "ecf"] : [`former.${email}`, random.uuid(), "npq"];
      rows().participant_identities.push(copyLine([identity, id, ...former, ...timestamps(random)]));
    });
  }

  return {
    writeCourses() {
      COURSES.forEach(({ identifier, name }, course) => {
        rows().npq_courses.push(copyLine([courseIds[course] as string, name, identifier]));
      });
    },
    user({ identities = 1, ...given }) {
      const person = given.fullName === undefined ? people.person() : people.named(given.fullName);
      const user: EcfUser = {
        id: random.uuid(),
        ...person,
        getAnIdentityId: null,
        trn: null,
        ...given,
        identities: Array.from({ length: identities }, () => random.uuid()),
      };
      const { id, fullName, email, getAnIdentityId } = user;
      rows().users.push(copyLine([id, fullName, email, getAnIdentityId, random.below(30), ...timestamps(random)]));
      writeProfile(user);
      writeIdentities(user);
      return user;
    },
    application(user, identity, { course, school, leadProvider }, status) {
      const id = random.uuid();
      const urn = school === null ? null : schoolUrn(school);
      const links = [
        user.identities[identity] as string,
        courseIds[course] as string,
        leadProviderIds[leadProvider] as string,
      ];
      const funded = String(random.chance(0.5));
      rows().npq_applications.push(copyLine([id, ...links, urn, status, user.trn, funded, ...timestamps(random)]));
      return id;
    },
  };
}
