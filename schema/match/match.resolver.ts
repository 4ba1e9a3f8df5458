import { Args, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../connection/connection.type.js";
import type { ApiContext } from "../context.js";
import { FindingArgs } from "../finding/finding.input.js";
import { listFindings, NONE_OF_AN_UPSERT } from "../finding/finding-list.js";
import { SourceRecord } from "../record/record.type.js";
import { loadRecord } from "../record/source-record.js";
import { Match, MatchConnection } from "./match.type.js";

@Resolver(() => Match)
export class MatchResolver {
  @Query(() => MatchConnection, { description: `The matched pairs of a migration. ${NONE_OF_AN_UPSERT}` })
  matches(@Args(() => FindingArgs) args: FindingArgs, @Ctx() context: ApiContext): Promise<Connection<Match>> {
    return listFindings(context, args, { outcomes: ["MATCHED"] }, (finding, id) => ({
      id,
      model: finding.result.model,
      finding,
    }));
  }

  @FieldResolver(() => SourceRecord, { description: "The record of the left source." })
  left(@Root() { finding }: Match, @Ctx() context: ApiContext): Promise<SourceRecord> {
    return loadRecord(context, finding.result, finding.firstMembers[0], async () => finding.firstMembers);
  }

  @FieldResolver(() => SourceRecord, { description: "The record of the right source." })
  right(@Root() { finding }: Match, @Ctx() context: ApiContext): Promise<SourceRecord> {
    return loadRecord(context, finding.result, finding.firstMembers[1], async () => finding.firstMembers);
  }
}
