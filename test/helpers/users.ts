import { type Row, VALUE_SEPARATOR } from "../../server/core/record.js";
import { users } from "../../server/pipelines/npq/users.js";
import type { FindingToStore, ModelToStore } from "./stored-findings.js";

const NAMES = ["Ada Smith", "Ben Jones", "Cy Smith", "Dee O'Brien", "Eva Żak"];
const ECF_ID = 0;
const SHARED_KEY = "shared-application";

interface Counts {
  readonly matched: number;
  readonly duplicates?: number;
  readonly sameSide?: number;
  readonly orphansLeft?: number;
  readonly orphansRight?: number;
  /** of the orphans of each side */
  readonly withCandidates?: number;
  readonly candidatesEach?: number;
}

/** So many findings of users: duplicates have one left and two right records, and all users share one key value. */
export function usersToStore(counts: Counts): ModelToStore {
  const { matched, duplicates = 0, sameSide = 0, orphansLeft = 0, orphansRight = 0 } = counts;
  const { withCandidates = 0, candidatesEach = 3 } = counts;
  const left: Row[] = [];
  const right: Row[] = [];
  const addLeft = (ecfId: string, trn: string | null = null) => left.push(user(`left-${left.length + 1}`, ecfId, trn));
  const addRight = (ecfId: string, trn: string | null = null) =>
    -right.push(user(`right-${right.length + 1}`, ecfId, trn));

  const found = {
    matched: times(matched, (i) => ({ members: [addLeft(`M-${i}`), addRight(` m-${i} `)] })),
    duplicates: times(duplicates, (i) => {
      const members = [addLeft(`d-${i}`), addRight(`D-${i}`, `trn-${i}`), addRight("", `TRN-${i}`)];
      const [a, b, c] = members as [number, number, number];
      return { members, links: [b, a, ECF_ID, c, b, 2] };
    }),
    sameSide: times(sameSide, (i) => ({ members: [addRight(`s-${i}`), addRight(`s-${i}`)] })),
  };
  const candidates = (other: number) =>
    times(candidatesEach, (i) => ({
      record: other > 0 ? i + 1 : -i - 1,
      agreement: [
        {
          rule: "same_first_name_and_school",
          values: [
            { first_name: "ada", school: "north" },
            { first_name: "ada", school: "south" },
          ],
        },
      ],
    }));
  const orphans: FindingToStore[] = [
    ...times(orphansLeft, (i) => ({
      members: [addLeft(`ol-${i}`)],
      candidates: i % 3 === 0 && i / 3 < withCandidates ? candidates(-1) : [],
    })),
    ...times(orphansRight, (i) => ({
      members: [addRight(`or-${i}`)],
      candidates: i < withCandidates ? candidates(1) : [],
    })),
    ...found.sameSide.flatMap(({ members }) => members.map((member) => ({ members: [member] }))),
  ];
  const sharedValues = [{ key: "npq_application_ecf_ids", value: SHARED_KEY }];
  return { model: users, left, right, ...found, orphans, sharedValues };
}

function user(id: string, ecfId: string, trn: string | null): Row {
  const applications = [SHARED_KEY, `application-of-${id}`].join(VALUE_SEPARATOR);
  const name = NAMES[Number(id.split("-")[1]) % NAMES.length] as string;
  return [id, ecfId, null, trn, applications, name, `${id}@example.org`, "North", "1", "2024-01-01"];
}

function times<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}
