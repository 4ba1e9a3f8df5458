import type { LegacyStudent } from "../legacy-students.js";
import { UNKNOWN_CODES } from "../sponsors.js";
import { type Edit, edit } from "./edits.js";
import { anySponsored, knownCode, sponsored } from "./ordinary.js";
import { CREATED, CREATED_WITH_SPONSOR, type Fixture } from "./scene.js";

/** The student without what the name and `sponsor_info` say of a sponsor. */
function unsponsored(student: LegacyStudent): LegacyStudent {
  return { ...student, name: (student.name as string).replace(/ [<{].*/, ""), sponsor_info: null };
}

function another(student: LegacyStudent, code: string, turn: number): LegacyStudent {
  return sponsored(unsponsored(student), code, turn);
}

const [OLD_FUND, , X99] = UNKNOWN_CODES;

const SPONSOR_EDITS: readonly Edit[] = [
  {
    name: "sponsor gone",
    share: 0.0003,
    atLeast: 2,
    day1: CREATED_WITH_SPONSOR,
    seenBy: "IPK_AND_CONTENT",
    changes: { studentsUpdated: 1, sponsorshipsEnded: 1 },
    before: anySponsored,
    after: (student, { rewritten }) => rewritten(unsponsored(student)),
  },
  {
    name: "sponsor gone under the same IPK",
    share: 0.0001,
    atLeast: 1,
    day1: CREATED_WITH_SPONSOR,
    seenBy: "CONTENT",
    changes: { sponsorshipsEnded: 1 },
    before: anySponsored,
    after: (student, { edited }) => edited(unsponsored(student), {}),
  },
  {
    name: "another sponsor",
    share: 0.0003,
    atLeast: 2,
    day1: CREATED_WITH_SPONSOR,
    seenBy: "IPK_AND_CONTENT",
    changes: { studentsUpdated: 1, sponsorshipsEnded: 1, sponsorshipsCreated: 1 },
    before: anySponsored,
    after: (student, { rewritten }, turn) => rewritten(another(student, knownCode(turn + 1), turn)),
  },
  {
    name: "sponsor added",
    share: 0.0003,
    atLeast: 2,
    seenBy: "CONTENT",
    changes: { sponsorshipsCreated: 1 },
    after: (student, { edited }, turn) => edited(sponsored(student, knownCode(turn), turn), {}),
  },
  {
    name: "sponsor changed to an unknown code",
    share: 0.0002,
    atLeast: 2,
    day1: CREATED_WITH_SPONSOR,
    seenBy: "IPK_AND_CONTENT",
    changes: { studentsUpdated: 1, sponsorshipsEnded: 1, unknownCode: X99 },
    before: anySponsored,
    after: (student, { rewritten }, turn) => rewritten(another(student, X99, turn)),
  },
  {
    name: "unknown code corrected",
    share: 0.0001,
    atLeast: 1,
    day1: { ...CREATED, unknownCode: OLD_FUND },
    seenBy: "CONTENT",
    changes: { sponsorshipsCreated: 1 },
    before: ({ student }, turn) => sponsored(student(), OLD_FUND, turn),
    after: (student, { edited }, turn) => edited(another(student, knownCode(turn), turn), {}),
  },
];

export const SPONSOR_CHANGES: readonly Fixture[] = SPONSOR_EDITS.map(edit);
