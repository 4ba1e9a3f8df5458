import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from "type-graphql";
import type { Connection } from "../connection/connection.type.js";
import { pageSize } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { listFindings, NONE_OF_AN_UPSERT } from "../finding/finding-list.js";
import { SourceRecord } from "../record/record.type.js";
import { loadRecord } from "../record/source-record.js";
import { OrphanArgs } from "./orphan.input.js";
import { Candidate, Orphan, OrphanConnection } from "./orphan.type.js";

@Resolver(() => Orphan)
export class OrphanResolver {
  @Query(() => OrphanConnection, {
    description: `The orphans of a migration: left ones first, those with candidates before those without. ${NONE_OF_AN_UPSERT}`,
  })
  orphans(@Args(() => OrphanArgs) args: OrphanArgs, @Ctx() context: ApiContext): Promise<Connection<Orphan>> {
    const filter = {
      outcomes: ["ORPHAN" as const],
      side: args.side ?? undefined,
      hasCandidates: args.hasCandidates ?? undefined,
    };
    return listFindings(context, args, filter, (finding, id) => ({
      id,
      model: finding.result.model,
      side: finding.leftCount > 0 ? "LEFT" : "RIGHT",
      candidateCount: finding.candidateCount,
      finding,
    }));
  }

  @FieldResolver(() => SourceRecord, { description: "The record." })
  record(@Root() { finding }: Orphan, @Ctx() context: ApiContext): Promise<SourceRecord> {
    return loadRecord(context, finding.result, finding.firstMembers[0]);
  }

  @FieldResolver(() => [Candidate], { description: "Its candidates, the best first." })
  async candidates(
    @Root() { finding }: Orphan,
    @Arg("first", () => Int, {
      nullable: true,
      defaultValue: 20,
      description: "How many candidates to give: 0 to 100.",
    })
    first: number | null,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Candidate[]> {
    const count = pageSize(first);
    const { result, number, candidateCount } = finding;
    if (candidateCount === 0 || count === 0) return [];
    const stored = await loaders.candidates.load({ resultId: result.id, number, from: 0, count });
    return stored.map((candidate) => ({ rank: candidate.rank, finding: number, stored: candidate, result }));
  }
}
