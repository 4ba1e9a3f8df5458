import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import type { ApiToken as Stored } from "../../server/core/access/accounts.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage, PageArgs } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { migrationNumber } from "../finding/details.js";
import { CreateTokenInput } from "./token.input.js";
import { ApiTokenConnection, CreateTokenPayload, RevokeTokenPayload } from "./token.type.js";

const DEFAULT_DAYS = 90;

@Resolver()
export class TokenResolver {
  @Query(() => ApiTokenConnection, { description: "The API tokens, the newest first; those that ended stay." })
  async tokens(@Args(() => PageArgs) args: PageArgs, @Ctx() { accounts }: ApiContext): Promise<Connection<Stored>> {
    return toConnection(
      await accounts.tokens(numberedPage(args, "token")),
      (id) => encodeCursor("token", 0, id),
      (token) => token,
    );
  }

  @Mutation(() => CreateTokenPayload, { description: "Makes an API token, or says why not." })
  async createToken(
    @Arg("input", () => CreateTokenInput, { description: "The token." }) { name, role, days }: CreateTokenInput,
    @Ctx() { accounts, user }: ApiContext,
  ): Promise<CreateTokenPayload> {
    const given = { name, role, days: days ?? DEFAULT_DAYS };
    const { token, secret, problems } = await accounts.createToken(given, user.name);
    return { token, secret, userErrors: problems };
  }

  @Mutation(() => RevokeTokenPayload, { description: "Revokes an API token: it and its open sockets end at once." })
  async revokeToken(
    @Arg("id", () => ID, { description: "The token's id." }) id: string,
    @Ctx() { accounts, user }: ApiContext,
  ): Promise<RevokeTokenPayload> {
    const number = migrationNumber(id);
    if (number === null) {
      const message = `There is no token with the id ${id}.`;
      return { token: null, userErrors: [{ code: "TOKEN_NOT_FOUND", field: "id", message }] };
    }
    const { token, problems } = await accounts.revokeToken(number, user.name);
    return { token, userErrors: problems };
  }
}
