import { Arg, Ctx, Int, Mutation, Query, Resolver } from "type-graphql";
import type { Retention as Stored } from "../../server/core/access/accounts.js";
import { RETENTION } from "../../server/core/access/check.js";
import type { ApiContext } from "../context.js";
import { Retention, SetRetentionPayload } from "./retention.type.js";

@Resolver()
export class RetentionResolver {
  @Query(() => Retention, { description: "How long details are kept." })
  retention(@Ctx() { retention }: ApiContext): Promise<Stored> {
    return retention.read();
  }

  @Mutation(() => SetRetentionPayload, {
    description: "Sets how long details are kept, for all servers. Older details go with the next migration's end.",
  })
  async setRetention(
    @Arg("migrations", () => Int, {
      nullable: true,
      description: `Of how many migrations a pipeline: ${RETENTION.least} to ${RETENTION.most}; null leaves it to the server's settings.`,
    })
    migrations: number | null,
    @Ctx() { retention, user }: ApiContext,
  ): Promise<SetRetentionPayload> {
    const wanted = migrations ?? null;
    if (wanted === null || (wanted >= RETENTION.least && wanted <= RETENTION.most))
      return { retention: await retention.set(wanted, user.name), userErrors: [] };
    const message = `Details are kept of ${RETENTION.least} to ${RETENTION.most} migrations; ${wanted} came.`;
    return { retention: null, userErrors: [{ code: "RETENTION_INVALID", field: "migrations", message }] };
  }
}
