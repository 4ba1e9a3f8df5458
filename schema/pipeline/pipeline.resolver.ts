import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { StoredMigration } from "../../server/core/read-ports.js";
import type { ApiContext } from "../context.js";
import { Migration } from "../migration/migration.type.js";
import { describePipeline } from "./declared-pipeline.js";
import { Pipeline } from "./pipeline.type.js";

@Resolver(() => Pipeline)
export class PipelineResolver {
  @Query(() => [Pipeline], { description: "All pipelines of this installation." })
  pipelines(@Ctx() { pipelines }: ApiContext): Pipeline[] {
    return pipelines.map(describePipeline);
  }

  @Query(() => Pipeline, { nullable: true, description: "A pipeline by its name; null where there is none." })
  pipeline(
    @Arg("name", () => String, { description: "The pipeline's name." }) name: string,
    @Ctx() { pipelines }: ApiContext,
  ): Pipeline | null {
    const declared = pipelines.find((pipeline) => pipeline.name === name);
    return declared ? describePipeline(declared) : null;
  }

  @FieldResolver(() => Migration, { nullable: true, description: "Its newest migration; null where it never ran." })
  latestMigration(@Root() { name }: Pipeline, @Ctx() { loaders }: ApiContext): Promise<StoredMigration | null> {
    return loaders.latest.load(name);
  }
}
