import { Ctx, Query, Resolver } from "type-graphql";
import type { ApiContext } from "../context.js";
import { Me } from "./me.type.js";

@Resolver()
export class MeResolver {
  // the one account there is may do everything
  @Query(() => Me, { description: "Who asks, and what they may do." })
  me(@Ctx() { user }: ApiContext): Me {
    return { username: user.name, role: "ADMIN" };
  }
}
