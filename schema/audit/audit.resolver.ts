import { Args, Ctx, Query, Resolver } from "type-graphql";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { AuditArgs } from "./audit.input.js";
import { type AuditEntry, AuditEntryConnection } from "./audit.type.js";

@Resolver()
export class AuditResolver {
  @Query(() => AuditEntryConnection, { description: "The audit log, the newest first." })
  async auditEntries(
    @Args(() => AuditArgs) args: AuditArgs,
    @Ctx() { audit }: ApiContext,
  ): Promise<Connection<AuditEntry>> {
    const filter = {
      actor: args.actor ?? null,
      actions: args.actions ?? null,
      from: args.from ?? null,
      until: args.until ?? null,
    };
    return toConnection(
      await audit.page(filter, numberedPage(args, "audit")),
      (number) => encodeCursor("audit", 0, number),
      (entry) => ({ ...entry, details: JSON.parse(entry.details) as unknown }),
    );
  }
}
