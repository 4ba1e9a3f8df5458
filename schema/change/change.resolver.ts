import { Args, Ctx, Query, Resolver } from "type-graphql";
import { isPersonalField } from "../../server/core/personal.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { requireDetails } from "../finding/details.js";
import { ChangeArgs } from "./change.input.js";
import { type Change, ChangeConnection } from "./change.type.js";

@Resolver()
export class ChangeResolver {
  @Query(() => ChangeConnection, { description: "The changes that a migration made or forecast, in their order." })
  async changes(@Args(() => ChangeArgs) args: ChangeArgs, @Ctx() context: ApiContext): Promise<Connection<Change>> {
    const request = numberedPage(args, "change");
    const { id, pipeline } = await requireDetails(context, args.migrationId);
    const filter = { entity: args.entity ?? null, effect: args.effect ?? null };
    const declared = context.pipelines.find(({ name }) => name === pipeline);
    const page = await context.readers.log.changes(id, filter, request);
    return toConnection(
      page,
      (number) => encodeCursor("change", 0, number),
      (change, number) => {
        const isPersonal = isPersonalField(declared, change.entity, change.field);
        const show = (value: string | null) =>
          context.personal.show(value, isPersonal, { migrationId: id, kind: "changes", id: number });
        return { ...change, before: show(change.before), after: show(change.after) };
      },
    );
  }
}
