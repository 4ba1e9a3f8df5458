import { Args, Ctx, Query, Resolver } from "type-graphql";
import { isPersonalColumn } from "../../server/core/personal.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { pageRequest } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { detailedResults } from "../finding/details.js";
import { declarationOf } from "../pipeline/declaration.js";
import { SharedValueArgs } from "./shared-value.input.js";
import { type SharedValue, SharedValueConnection } from "./shared-value.type.js";

@Resolver()
export class SharedValueResolver {
  @Query(() => SharedValueConnection, {
    description: "The key values of a migration that too many records share to match, by model, key and value.",
  })
  async sharedValues(
    @Args(() => SharedValueArgs) args: SharedValueArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<SharedValue>> {
    const request = pageRequest(args, "sharedValue");
    const results = await detailedResults(context, args.migrationId, args.model);
    const resultIds = results.map((result) => result.id);
    return toConnection(
      await context.readers.sharedValues.page(resultIds, request),
      ({ position, number }) => encodeCursor("sharedValue", position, number),
      (shared, { position, number }) => {
        const [result] = results.filter(({ model }) => model === shared.model);
        const { model } = result ? declarationOf(context, result) : {};
        const place = {
          migrationId: result?.migrationId ?? 0,
          kind: "sharedValues",
          id: `${position} ${number}`,
        } as const;
        return { ...shared, value: context.personal.show(shared.value, isPersonalColumn(model, shared.key), place) };
      },
    );
  }
}
