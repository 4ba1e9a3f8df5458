import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import type { StoredEffects, StoredMigration, StoredPart, StoredResult } from "../../server/core/read-ports.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { numberedPage } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { migrationNumber } from "../finding/details.js";
import { pipelineNamed } from "../pipeline/declared-pipeline.js";
import { Pipeline } from "../pipeline/pipeline.type.js";
import { MigrationProgress } from "../progress/progress.type.js";
import type { ListedReport } from "../services.js";
import { MigrationListArgs } from "./migration.input.js";
import { Migration, MigrationConnection, MigrationError, Report } from "./migration.type.js";
import { Part } from "./part.type.js";
import { EntityEffects, ModelResult } from "./result.type.js";
import { durationMs, Stage } from "./stage.type.js";
import { visibleReports } from "./visible-reports.js";

@Resolver(() => Migration)
export class MigrationResolver {
  @Query(() => Migration, { nullable: true, description: "A migration by its id; null where there is none." })
  async migration(
    @Arg("id", () => ID, { description: "The migration's id." }) id: string,
    @Ctx() { readers }: ApiContext,
  ): Promise<StoredMigration | null> {
    const number = migrationNumber(id);
    return number === null ? null : readers.migrations.find(number);
  }

  @Query(() => MigrationConnection, { description: "Migrations, the newest first unless said otherwise." })
  async migrations(
    @Args(() => MigrationListArgs) args: MigrationListArgs,
    @Ctx() { readers }: ApiContext,
  ): Promise<Connection<StoredMigration>> {
    const filter = { pipeline: args.pipeline ?? null, status: args.status ?? null };
    const page = await readers.migrations.page(filter, args.order ?? "NEWEST_FIRST", numberedPage(args, "migration"));
    return toConnection(
      page,
      (id) => encodeCursor("migration", 0, id),
      (migration) => migration,
    );
  }

  @FieldResolver(() => Pipeline, { description: "The pipeline that it executes." })
  pipeline(@Root() { pipeline }: Migration, @Ctx() context: ApiContext): Pipeline {
    return pipelineNamed(context, pipeline);
  }

  @FieldResolver(() => Int, { nullable: true, description: "How long it took, in milliseconds; null before its end." })
  durationMs(@Root() migration: Migration): number | null {
    return durationMs(migration);
  }

  @FieldResolver(() => Boolean, { description: "Whether it only forecasts changes." })
  dryRun(@Root() { options }: Migration): boolean {
    return options.dryRun === true;
  }

  @FieldResolver(() => Boolean, {
    description: "Whether its findings, changes and rejections are still kept under the retention setting.",
  })
  detailsKept(@Root() { detailsDeletedAt }: Migration): boolean {
    return detailsDeletedAt === null;
  }

  @FieldResolver(() => MigrationError, { nullable: true, description: "Why it failed; null where it did not." })
  error(@Root() { errorCode, errorMessage }: Migration): MigrationError | null {
    return errorCode === null ? null : { code: errorCode, message: errorMessage ?? "" };
  }

  @FieldResolver(() => MigrationProgress, { nullable: true, description: "Its newest progress event." })
  progress(@Root() { id }: Migration, @Ctx() { loaders }: ApiContext) {
    return loaders.progress.load(id);
  }

  @FieldResolver(() => Migration, {
    nullable: true,
    description: "The newest succeeded migration of its pipeline before it: what to compare it with.",
  })
  previous(@Root() { id }: Migration, @Ctx() { loaders }: ApiContext): Promise<StoredMigration | null> {
    return loaders.previous.load(id);
  }

  @FieldResolver(() => [ModelResult], { description: "The counts, one a model, in the pipeline's order." })
  results(@Root() { id }: Migration, @Ctx() { loaders }: ApiContext): Promise<readonly StoredResult[]> {
    return loaders.results.load(id);
  }

  @FieldResolver(() => [EntityEffects], {
    description: "What it did to its target, one an entity, in the pipeline's order.",
  })
  async effects(@Root() { id, pipeline }: Migration, @Ctx() context: ApiContext): Promise<readonly StoredEffects[]> {
    const effects = await context.loaders.effects.load(id);
    const order =
      context.pipelines.find(({ name }) => name === pipeline)?.upsert?.entities.map(({ name }) => name) ?? [];
    return effects.toSorted((a, b) => order.indexOf(a.entity) - order.indexOf(b.entity));
  }

  @FieldResolver(() => [Stage], { description: "Its stages so far, in their order." })
  async stages(@Root() { id }: Migration, @Ctx() { loaders }: ApiContext): Promise<Stage[]> {
    return (await loaders.stages.load(id)).map((stage) => ({ ...stage, durationMs: durationMs(stage) }));
  }

  @FieldResolver(() => [Part], {
    description: "Its parts as workers have them, in their order, those to come as well; none once it has ended.",
  })
  parts(@Root() { id }: Migration, @Ctx() { loaders }: ApiContext): Promise<readonly StoredPart[]> {
    return loaders.parts.load(id);
  }

  @FieldResolver(() => [Report], {
    description: "Its reports that you may download: first those of each kind, then other views of them.",
  })
  reports(@Root() { id }: Migration, @Ctx() context: ApiContext): Promise<readonly ListedReport[]> {
    return visibleReports(context, id);
  }
}
