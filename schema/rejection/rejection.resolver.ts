import { isDeepStrictEqual } from "node:util";
import { Arg, Args, Ctx, ID, Query, Resolver } from "type-graphql";
import type { RejectionCount } from "../../server/core/evidence-port.js";
import { shownColumns } from "../../server/core/personal.js";
import { maskMessage, maskRow } from "../../server/core/report/mask.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { requireDetails } from "../finding/details.js";
import { RejectionArgs } from "./rejection.input.js";
import { type Rejection, RejectionConnection, RejectionReason } from "./rejection.type.js";

@Resolver()
export class RejectionResolver {
  @Query(() => RejectionConnection, { description: "The rows that a migration could not take, in their order." })
  async rejections(
    @Args(() => RejectionArgs) args: RejectionArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<Rejection>> {
    const request = numberedPage(args, "rejection");
    const { id, pipeline } = await requireDetails(context, args.migrationId);
    const declared = context.pipelines.find(({ name }) => name === pipeline);
    const page = await context.readers.log.rejections(id, { reason: args.reason ?? null }, request);
    return toConnection(
      page,
      (number) => encodeCursor("rejection", 0, number),
      (rejection, number) => {
        const { message, row } = rejection;
        const shown = shownColumns(declared, rejection.model);
        const masked = { message: maskMessage(message, row, shown), row: maskRow(row, shown) };
        if (!context.personal.isShown) return { ...rejection, ...masked };
        const isAboutPeople = !isDeepStrictEqual(masked, { message, row });
        if (isAboutPeople) context.personal.note({ migrationId: id, kind: "rejections", id: number });
        return rejection;
      },
    );
  }

  @Query(() => [RejectionReason], {
    description: "Why a migration could not take rows, the most frequent reason first; there are few.",
  })
  async rejectionReasons(
    @Arg("migrationId", () => ID, { description: "The migration whose reasons to list." }) migrationId: string,
    @Ctx() context: ApiContext,
  ): Promise<readonly RejectionCount[]> {
    const { id } = await requireDetails(context, migrationId);
    return context.loaders.rejectionCounts.load(id);
  }
}
