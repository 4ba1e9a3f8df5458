-- Details of reconciliations in the old layout can't be shown or searched from the new one. They go as they would under
-- the retention setting: counts, rates, times, changes of the services and everything of upserts stay.
DELETE FROM "crosswalk"."search_buckets";
DELETE FROM "crosswalk"."findings";
DELETE FROM "crosswalk"."candidates";
DELETE FROM "crosswalk"."shared_values";
UPDATE "crosswalk"."migrations" SET "details_deleted_at" = now()
 WHERE "finished_at" IS NOT NULL AND "details_deleted_at" IS NULL AND NOT "unsettled"
   AND "id" IN (SELECT "migration_id" FROM "crosswalk"."model_results" WHERE "findings_kept");

-- DropForeignKey
ALTER TABLE "crosswalk"."extracts" DROP CONSTRAINT "extracts_part_id_fkey";

-- AlterTable
ALTER TABLE "crosswalk"."model_results" DROP COLUMN "search_bits";

-- AlterTable
ALTER TABLE "crosswalk"."search_buckets" DROP CONSTRAINT "search_buckets_pkey",
ADD COLUMN     "segment" INTEGER NOT NULL,
ADD CONSTRAINT "search_buckets_pkey" PRIMARY KEY ("result_id", "bucket", "segment");

-- DropTable
DROP TABLE "crosswalk"."extracts";

-- DropTable
DROP TABLE "crosswalk"."records";

-- CreateTable
CREATE TABLE "crosswalk"."record_blocks" (
    "result_id" INTEGER NOT NULL,
    "side" "crosswalk"."side" NOT NULL,
    "first" INTEGER NOT NULL,
    "lines" TEXT NOT NULL,

    CONSTRAINT "record_blocks_pkey" PRIMARY KEY ("result_id","side","first")
);

-- CreateTable
CREATE TABLE "crosswalk"."record_findings" (
    "result_id" INTEGER NOT NULL,
    "side" "crosswalk"."side" NOT NULL,
    "first" INTEGER NOT NULL,
    "findings" INTEGER[],
    "same_side" INTEGER[],

    CONSTRAINT "record_findings_pkey" PRIMARY KEY ("result_id","side","first")
);

-- Rows of these fill a page, and are cut to fit it: kept whole in it they are written and read at a fraction of the cost
-- of a table of some million small rows, or of values that are cut up elsewhere.
ALTER TABLE "crosswalk"."record_blocks" SET (toast_tuple_target = 8160);
ALTER TABLE "crosswalk"."record_blocks" ALTER COLUMN "lines" SET STORAGE EXTERNAL;
ALTER TABLE "crosswalk"."record_findings" SET (toast_tuple_target = 8160);
ALTER TABLE "crosswalk"."record_findings" ALTER COLUMN "findings" SET STORAGE EXTERNAL;
ALTER TABLE "crosswalk"."search_buckets" SET (toast_tuple_target = 8160);
ALTER TABLE "crosswalk"."search_buckets" ALTER COLUMN "postings" SET STORAGE EXTERNAL;
