import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { userIdOf } from "../../server/core/access/principal.js";
import type { ApiContext } from "../context.js";
import { ChangePasswordInput } from "./me.input.js";
import { Me } from "./me.type.js";
import { ChangePasswordPayload } from "./payload.type.js";

@Resolver()
export class MeResolver {
  @Query(() => Me, { description: "Who you are, and what you may do." })
  me(@Ctx() { user }: ApiContext): Me {
    return { username: user.name, role: user.role };
  }

  @Mutation(() => ChangePasswordPayload, {
    description: "Changes your own password. Your other sessions end, and so do HTTP basic sign-ins by the old one.",
  })
  async changePassword(
    @Arg("input", () => ChangePasswordInput, { description: "The passwords." }) { current, next }: ChangePasswordInput,
    @Ctx() { user, accounts }: ApiContext,
  ): Promise<ChangePasswordPayload> {
    const userId = userIdOf(user);
    if (userId === null) {
      const message = "An API token has no password.";
      return { userErrors: [{ code: "USER_FIXED", field: null, message }] };
    }
    const sessionId = user.by.kind === "SESSION" ? user.by.id : null;
    return { userErrors: await accounts.changePassword(userId, { current, next, sessionId }) };
  }
}
