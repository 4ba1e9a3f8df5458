import type { AuditLog } from "../server/core/access/audit.js";
import type { Principal } from "../server/core/access/principal.js";
import { seesPersonal } from "../server/core/access/role.js";
import { MASK } from "../server/core/report/mask.js";

/** What of a migration says something about people. */
export type PersonalKind = "records" | "candidates" | "links" | "changes" | "rejections" | "sharedValues" | "bridges";

/** Where a value is from. */
export interface PersonalPlace {
  readonly migrationId: number;
  readonly kind: PersonalKind;
  /** what of that kind holds it */
  readonly id: string | number;
}

/** What somebody sees of values about people: all of them, which is written down, or masks. */
export interface PersonalView {
  readonly isShown: boolean;
  /** the value as this person sees it; one that is not there is not masked, for that it is missing says nothing */
  show<Value extends string | null>(value: Value, isPersonal: boolean, place: PersonalPlace): Value | typeof MASK;
  /** says that something was shown */
  note(place: PersonalPlace): void;
  /** writes down what was shown since: one entry, however much it was */
  settle(): Promise<void>;
}

export function viewPersonal(user: Principal, audit: AuditLog): PersonalView {
  const isShown = seesPersonal(user.role);
  let shown = new Map<number, Map<PersonalKind, Set<string | number>>>();

  const note = ({ migrationId, kind, id }: PersonalPlace): void => {
    const kinds = shown.get(migrationId) ?? new Map<PersonalKind, Set<string | number>>();
    shown.set(migrationId, kinds);
    kinds.set(kind, (kinds.get(kind) ?? new Set()).add(id));
  };

  return {
    isShown,
    show(value, isPersonal, place) {
      if (!isPersonal || value === null || value.trim() === "") return value;
      if (!isShown) return MASK;
      note(place);
      return value;
    },
    note,
    async settle() {
      if (shown.size === 0) return;
      const told = [...shown].flatMap(([migration, kinds]) =>
        [...kinds].map(([kind, ids]) => ({ migration, kind, count: ids.size })),
      );
      shown = new Map();
      await audit.append({ actor: user.name, action: "PERSONAL_READ", details: { shown: told } });
    },
  };
}
