import type { EntityDeclaration } from "../../core/upsert/entities.js";
import { IPK_COLUMN } from "./columns.js";

/** The tables of ours that a legacy student becomes. */
export const entities: readonly EntityDeclaration[] = [
  { name: "persons" },
  {
    name: "students",
    columns: { is_transfer_student: "transfer", last_enrollment_date: "lastenroll", legacy_ipk: IPK_COLUMN },
  },
  { name: "emergency_contacts", whenGone: "DELETED" },
  {
    name: "sponsorships",
    identity: "sponsor",
    whenGone: "ENDED",
    endField: "end_date",
    // The source knows no start: it is the day on which a sponsorship first came, and stays that.
    onCreate: (today) => ({ start_date: today }),
  },
];
