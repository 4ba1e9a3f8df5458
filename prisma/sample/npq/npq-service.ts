import { copyLine } from "../../../server/adapters/database/copy-text.js";
import type { Random } from "../random.js";
import { type People, timestamps } from "./people.js";
import type { Enrolment, GivenNpqUser, NpqUser } from "./records.js";
import type { NpqRows } from "./rows.js";
import { npqSchoolId } from "./schools.js";
import { COURSES } from "./vocabulary.js";

export interface NpqService {
  readonly writeCourses: () => void;
  readonly user: (given: GivenNpqUser) => NpqUser;
  readonly application: (user: NpqUser, ecfId: string | null, enrolment: Enrolment, status: string | null) => string;
}

/** Under any other provider a `uid` is no identity id. */
const TRA_PROVIDER = "tra_openid_connect";

/** Writes records into NPQ's tables the way its application does. */
export function createNpqService(random: Random, people: People, rows: () => NpqRows): NpqService {
  let users = 0;
  let applications = 0;

  function dateOfBirth(): string | null {
    return random.chance(0.1) ? null : `${1955 + random.below(45)}-0${1 + random.below(9)}-${10 + random.below(19)}`;
  }

  return {
    writeCourses() {
      COURSES.forEach(({ identifier, name }, course) => {
        // The two services write the same course in different case.
        const spellings = [name.toUpperCase(), name.toLowerCase(), name];
        rows().courses.push(copyLine([course + 1, spellings[course % spellings.length] as string, identifier]));
      });
    },
    user(given) {
      const person = typeof given.fullName === "string" ? people.named(given.fullName) : people.person();
      const provider = given.uid === undefined ? null : TRA_PROVIDER;
      const user: NpqUser = { id: ++users, ...person, ecfId: null, trn: null, provider, uid: null, ...given };
      const keys = [user.ecfId, user.trn, user.fullName, user.email, user.provider, user.uid];
      const verified = String(user.trn !== null && random.chance(0.8));
      rows().users.push(copyLine([user.id, ...keys, dateOfBirth(), verified, ...timestamps(random)]));
      return user;
    },
    application(user, ecfId, { course, school, leadProvider }, status) {
      const id = ++applications;
      const schoolId = school === null ? null : npqSchoolId(school);
      const funding = random.chance(0.3) ? "school" : null;
      const links = [user.id, course + 1, schoolId, leadProvider + 1];
      rows().applications.push(copyLine([id, ecfId, ...links, status, funding, ...timestamps(random)]));
      return String(id);
    },
  };
}
