import { Arg, Args, Ctx, Mutation, Query, Resolver } from "type-graphql";
import { CrosswalkError } from "../../server/core/errors.js";
import type { Sponsor as Stored } from "../../server/core/sponsors.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { decodeTextCursor, encodeTextCursor } from "../connection/cursor.js";
import { pageSize } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { searchText } from "../finding/finding-list.js";
import { SaveSponsorInput, SponsorArgs } from "./sponsor.input.js";
import { SaveSponsorPayload, SponsorConnection } from "./sponsor.type.js";

@Resolver()
export class SponsorResolver {
  @Query(() => SponsorConnection, { description: "The sponsors, by code." })
  async sponsors(
    @Args(() => SponsorArgs) args: SponsorArgs,
    @Ctx() { sponsors }: ApiContext,
  ): Promise<Connection<Stored>> {
    const after = args.after ?? null;
    const page = await sponsors.list({
      first: pageSize(args.first),
      after: after === null ? null : decodeTextCursor("sponsor", after),
      search: searchText(args.search),
    });
    return toConnection(
      page,
      (code) => encodeTextCursor("sponsor", code),
      (sponsor) => sponsor,
    );
  }

  @Mutation(() => SaveSponsorPayload, {
    description: "Saves a sponsor: a new one, or another name of one that there is.",
  })
  async saveSponsor(
    @Arg("input", () => SaveSponsorInput, { description: "The sponsor." }) { code, name }: SaveSponsorInput,
    @Ctx() { sponsors, user }: ApiContext,
  ): Promise<SaveSponsorPayload> {
    try {
      const { sponsor } = await sponsors.save({ code, name }, user.name);
      return { sponsor, userErrors: [] };
    } catch (error) {
      if (!(error instanceof CrosswalkError) || error.code !== "SPONSOR_INVALID") throw error;
      return { sponsor: null, userErrors: [{ code: "SPONSOR_INVALID", field: "input", message: error.message }] };
    }
  }
}
