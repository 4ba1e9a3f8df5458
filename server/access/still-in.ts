import { createHash } from "node:crypto";
import type { Principal } from "../core/access/principal.js";
import type { SessionStore, TokenStore, UserStore } from "../core/access/stores.js";

/** Whether those who came in may stay: as they came, or with another role, or not at all. */
export type Standing = "SAME" | "CHANGED" | "ENDED";

export type LookAfter = (principals: readonly Principal[]) => Promise<readonly Standing[]>;

export interface StandingDependencies {
  readonly known: UserStore["known"];
  readonly sessions: Pick<SessionStore, "alive">;
  readonly tokens: Pick<TokenStore, "alive">;
}

/** Looks what has become of sessions, tokens and passwords since somebody came in by them. */
export function createLookAfter({ known, sessions, tokens }: StandingDependencies): LookAfter {
  return async (principals) => {
    const idsOf = (kind: "SESSION" | "TOKEN"): readonly number[] => [
      ...new Set(principals.flatMap(({ by }) => (by.kind === kind ? by.id : []))),
    ];
    const aliveSessions = new Map((await sessions.alive(idsOf("SESSION"))).map((session) => [session.id, session]));
    const aliveTokens = new Map((await tokens.alive(idsOf("TOKEN"))).map((token) => [token.id, token]));
    const userIds = new Set(principals.flatMap(({ by }) => (by.kind === "PASSWORD" ? by.userId : [])));
    const users = new Map(await Promise.all([...userIds].map(async (id) => [id, await known(id)] as const)));
    return principals.map(({ by, role }): Standing => {
      if (by.kind === "PROCESS") return "SAME";
      if (by.kind === "PASSWORD") {
        const user = users.get(by.userId);
        if (!user || user.isDisabled || stampOf(user.passwordHash) !== by.stamp) return "ENDED";
        return user.role === role ? "SAME" : "CHANGED";
      }
      const now = by.kind === "SESSION" ? aliveSessions.get(by.id) : aliveTokens.get(by.id);
      if (!now) return "ENDED";
      return now.role === role ? "SAME" : "CHANGED";
    });
  };
}

/** Says whether a password is still the one that somebody came in with. */
export function stampOf(passwordHash: string | null): string {
  return createHash("sha256")
    .update(passwordHash ?? "")
    .digest("hex")
    .slice(0, 16);
}
