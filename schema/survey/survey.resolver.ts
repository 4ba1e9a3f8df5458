import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import type { ApiContext } from "../context.js";
import { ModelResult } from "../migration/result.type.js";
import { ClusterSize, KeyUsage, OrphanCount, RuleCount } from "./survey.type.js";

const EMPTY = "Empty for an upsert, and for migrations that are older than this count. Kept for ever.";

/** What was counted of a result as its findings were stored. */
@Resolver(() => ModelResult)
export class SurveyResolver {
  @FieldResolver(() => [KeyUsage], { description: `What each match key did, in the keys' order. ${EMPTY}` })
  keyUsage(@Root() { id }: ModelResult, @Ctx() { loaders }: ApiContext): Promise<readonly KeyUsage[]> {
    return loaders.keyUsage.load(id);
  }

  @FieldResolver(() => [ClusterSize], {
    description: `How large duplicates and same-side clusters are, the small ones first. ${EMPTY}`,
  })
  clusterSizes(@Root() { id }: ModelResult, @Ctx() { loaders }: ApiContext): Promise<readonly ClusterSize[]> {
    return loaders.clusterSizes.load(id);
  }

  @FieldResolver(() => [OrphanCount], {
    description:
      `Orphans by what may explain them: of each side and facet the most frequent first, of a column's values ` +
      `at most 50 by themselves. ${EMPTY}`,
  })
  orphanCounts(@Root() { id }: ModelResult, @Ctx() { loaders }: ApiContext): Promise<readonly OrphanCount[]> {
    return loaders.orphanCounts.load(id);
  }

  @FieldResolver(() => [RuleCount], { description: `How many orphans each rule speaks about. ${EMPTY}` })
  ruleCounts(@Root() { id }: ModelResult, @Ctx() { loaders }: ApiContext): Promise<readonly RuleCount[]> {
    return loaders.ruleCounts.load(id);
  }
}
