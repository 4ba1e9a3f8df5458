-- CreateEnum
CREATE TYPE "crosswalk"."orphan_facet" AS ENUM ('CAUSE', 'FILLED', 'EMPTY', 'COLUMN');

-- AlterTable
ALTER TABLE "crosswalk"."migrations" ADD COLUMN     "code_version" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "crosswalk"."record_outcomes" (
    "result_id" INTEGER NOT NULL,
    "side" "crosswalk"."side" NOT NULL,
    "first" INTEGER NOT NULL,
    "ids" BYTEA NOT NULL,
    "outcomes" BYTEA NOT NULL,
    "ties" BYTEA NOT NULL,

    CONSTRAINT "record_outcomes_pkey" PRIMARY KEY ("result_id","side","first")
);

-- CreateTable
CREATE TABLE "crosswalk"."bridges" (
    "result_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "finding" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "larger" INTEGER NOT NULL,
    "smaller" INTEGER NOT NULL,
    "settles" BOOLEAN NOT NULL,

    CONSTRAINT "bridges_pkey" PRIMARY KEY ("result_id","number")
);

-- CreateTable
CREATE TABLE "crosswalk"."key_usage" (
    "result_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "left_records" INTEGER NOT NULL,
    "right_records" INTEGER NOT NULL,
    "left_unusable" INTEGER NOT NULL,
    "right_unusable" INTEGER NOT NULL,
    "values" INTEGER NOT NULL,
    "tying_values" INTEGER NOT NULL,
    "shared_values" INTEGER NOT NULL,
    "matched" INTEGER NOT NULL,
    "matched_alone" INTEGER NOT NULL,
    "duplicates" INTEGER NOT NULL,
    "bridges" INTEGER NOT NULL,

    CONSTRAINT "key_usage_pkey" PRIMARY KEY ("result_id","position")
);

-- CreateTable
CREATE TABLE "crosswalk"."cluster_sizes" (
    "result_id" INTEGER NOT NULL,
    "left_records" INTEGER NOT NULL,
    "right_records" INTEGER NOT NULL,
    "clusters" INTEGER NOT NULL,

    CONSTRAINT "cluster_sizes_pkey" PRIMARY KEY ("result_id","left_records","right_records")
);

-- CreateTable
CREATE TABLE "crosswalk"."orphan_counts" (
    "result_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "side" "crosswalk"."side" NOT NULL,
    "facet" "crosswalk"."orphan_facet" NOT NULL,
    "column" TEXT,
    "value" TEXT,
    "is_rest" BOOLEAN NOT NULL,
    "orphans" INTEGER NOT NULL,
    "with_candidates" INTEGER NOT NULL,

    CONSTRAINT "orphan_counts_pkey" PRIMARY KEY ("result_id","position")
);

-- CreateTable
CREATE TABLE "crosswalk"."rule_counts" (
    "result_id" INTEGER NOT NULL,
    "side" "crosswalk"."side" NOT NULL,
    "rule" TEXT NOT NULL,
    "orphans" INTEGER NOT NULL,
    "single" INTEGER NOT NULL,
    "settled" INTEGER NOT NULL,

    CONSTRAINT "rule_counts_pkey" PRIMARY KEY ("result_id","side","rule")
);

-- CreateTable
CREATE TABLE "crosswalk"."rejection_counts" (
    "migration_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "rejection_counts_pkey" PRIMARY KEY ("migration_id","reason")
);

-- AddForeignKey
ALTER TABLE "crosswalk"."key_usage" ADD CONSTRAINT "key_usage_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "crosswalk"."model_results"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."cluster_sizes" ADD CONSTRAINT "cluster_sizes_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "crosswalk"."model_results"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."orphan_counts" ADD CONSTRAINT "orphan_counts_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "crosswalk"."model_results"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."rule_counts" ADD CONSTRAINT "rule_counts_result_id_fkey" FOREIGN KEY ("result_id") REFERENCES "crosswalk"."model_results"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."rejection_counts" ADD CONSTRAINT "rejection_counts_migration_id_fkey" FOREIGN KEY ("migration_id") REFERENCES "crosswalk"."migrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- As for the other rows that fill a page; hashes can't be compressed.
ALTER TABLE "crosswalk"."record_outcomes" SET (toast_tuple_target = 8160);
ALTER TABLE "crosswalk"."record_outcomes" ALTER COLUMN "ids" SET STORAGE EXTERNAL;
ALTER TABLE "crosswalk"."record_outcomes" ALTER COLUMN "outcomes" SET STORAGE EXTERNAL;
ALTER TABLE "crosswalk"."record_outcomes" ALTER COLUMN "ties" SET STORAGE EXTERNAL;
