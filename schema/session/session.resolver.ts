import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { type Principal, userIdOf } from "../../server/core/access/principal.js";
import type { ApiContext } from "../context.js";
import { migrationNumber } from "../finding/details.js";
import { EndSessionPayload, Session } from "./session.type.js";

@Resolver()
export class SessionResolver {
  @Query(() => [Session], { description: "Your own sessions, the newest first; there are 50 at most." })
  async mySessions(@Ctx() { user, accounts }: ApiContext): Promise<Session[]> {
    const userId = userIdOf(user);
    const sessions = userId === null ? [] : await accounts.sessions(userId);
    return sessions.map((session) => ({ ...session, current: session.id === sessionIdOf(user) }));
  }

  @Mutation(() => EndSessionPayload, { description: "Ends one of your own sessions, wherever it is." })
  async endSession(
    @Arg("id", () => ID, { description: "The session's id." }) id: string,
    @Ctx() { user, accounts }: ApiContext,
  ): Promise<EndSessionPayload> {
    const userId = userIdOf(user);
    const number = migrationNumber(id);
    if (userId !== null && number !== null && (await accounts.endSession(userId, number)))
      return { ended: 1, userErrors: [] };
    const message = `You have no session with the id ${id}.`;
    return { ended: 0, userErrors: [{ code: "SESSION_NOT_FOUND", field: "id", message }] };
  }

  @Mutation(() => EndSessionPayload, { description: "Ends your own sessions but the one that asks." })
  async endOtherSessions(@Ctx() { user, accounts }: ApiContext): Promise<EndSessionPayload> {
    const userId = userIdOf(user);
    return { ended: userId === null ? 0 : await accounts.endOtherSessions(userId, sessionIdOf(user)), userErrors: [] };
  }
}

function sessionIdOf({ by }: Principal): number | null {
  return by.kind === "SESSION" ? by.id : null;
}
