import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import type { Account, UserOutcome } from "../../server/core/access/accounts.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage, PageArgs } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { migrationNumber } from "../finding/details.js";
import { CreateUserInput, ResetPasswordInput, UpdateUserInput } from "./user.input.js";
import { UserConnection, UserPayload } from "./user.type.js";

@Resolver()
export class UserResolver {
  @Query(() => UserConnection, { description: "The users, the oldest first." })
  async users(@Args(() => PageArgs) args: PageArgs, @Ctx() { accounts }: ApiContext): Promise<Connection<Account>> {
    return toConnection(
      await accounts.users(numberedPage(args, "user")),
      (id) => encodeCursor("user", 0, id),
      (user) => user,
    );
  }

  @Mutation(() => UserPayload, { description: "Makes a user, or says why not." })
  async createUser(
    @Arg("input", () => CreateUserInput, { description: "The user." }) input: CreateUserInput,
    @Ctx() { accounts, user }: ApiContext,
  ): Promise<UserPayload> {
    const { username, role, password } = input;
    return payload(await accounts.createUser({ username, role, password }, user.name));
  }

  @Mutation(() => UserPayload, { description: "Gives a user another role, or disables or enables them." })
  async updateUser(
    @Arg("input", () => UpdateUserInput, { description: "What to change." }) { id, role, disabled }: UpdateUserInput,
    @Ctx() { accounts, user }: ApiContext,
  ): Promise<UserPayload> {
    const number = migrationNumber(id);
    if (number === null) return noUser(id);
    const changes = { ...(role ? { role } : {}), ...(typeof disabled === "boolean" ? { disabled } : {}) };
    return payload(await accounts.updateUser(number, changes, user.name));
  }

  @Mutation(() => UserPayload, { description: "Gives a user another password. Their sessions end." })
  async resetPassword(
    @Arg("input", () => ResetPasswordInput, { description: "The password." }) { id, password }: ResetPasswordInput,
    @Ctx() { accounts, user }: ApiContext,
  ): Promise<UserPayload> {
    const number = migrationNumber(id);
    return number === null ? noUser(id) : payload(await accounts.resetPassword(number, password, user.name));
  }
}

function payload({ user, problems }: UserOutcome): UserPayload {
  return { user, userErrors: problems };
}

function noUser(id: string): UserPayload {
  const message = `There is no user with the id ${id}.`;
  return { user: null, userErrors: [{ code: "USER_NOT_FOUND", field: "id", message }] };
}
