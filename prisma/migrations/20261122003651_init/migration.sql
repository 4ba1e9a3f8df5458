-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "crosswalk";

-- CreateEnum
CREATE TYPE "crosswalk"."migration_status" AS ENUM ('QUEUED', 'RUNNING', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "crosswalk"."trigger" AS ENUM ('API', 'COMMAND_LINE', 'SCHEDULE');

-- CreateEnum
CREATE TYPE "crosswalk"."outcome" AS ENUM ('MATCHED', 'DUPLICATE', 'SAME_SIDE', 'ORPHAN');

-- CreateEnum
CREATE TYPE "crosswalk"."side" AS ENUM ('LEFT', 'RIGHT');

-- CreateEnum
CREATE TYPE "crosswalk"."effect" AS ENUM ('CREATED', 'UPDATED', 'UNCHANGED', 'DELETED', 'ENDED');

-- CreateEnum
CREATE TYPE "crosswalk"."change_state" AS ENUM ('FORECAST', 'INTENDED', 'APPLIED', 'NOT_APPLIED', 'OVERTAKEN');

-- CreateTable
CREATE TABLE "crosswalk"."migrations" (
    "id" SERIAL NOT NULL,
    "pipeline" TEXT NOT NULL,
    "status" "crosswalk"."migration_status" NOT NULL DEFAULT 'QUEUED',
    "options" JSONB NOT NULL,
    "trigger" "crosswalk"."trigger" NOT NULL,
    "started_by" TEXT,
    "idempotency_key" TEXT,
    "rules" TEXT NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "error_code" TEXT,
    "error_message" TEXT,
    "unsettled" BOOLEAN NOT NULL DEFAULT false,
    "details_deleted_at" TIMESTAMPTZ(3),
    "peak_memory_bytes" BIGINT,

    CONSTRAINT "migrations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk"."model_results" (
    "id" SERIAL NOT NULL,
    "migration_id" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "matched" INTEGER NOT NULL DEFAULT 0,
    "orphaned_left" INTEGER NOT NULL DEFAULT 0,
    "orphaned_right" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "same_side_clusters" INTEGER NOT NULL DEFAULT 0,
    "excluded" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "left_records" INTEGER NOT NULL DEFAULT 0,
    "right_records" INTEGER NOT NULL DEFAULT 0,
    "orphaned_left_with_candidates" INTEGER NOT NULL DEFAULT 0,
    "orphaned_right_with_candidates" INTEGER NOT NULL DEFAULT 0,
    "search_bits" INTEGER NOT NULL DEFAULT 0,
    "columns" TEXT[],
    "match_keys" JSONB NOT NULL,

    CONSTRAINT "model_results_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk"."records" (
    "result_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "record_id" TEXT NOT NULL,
    "values" TEXT[],

    CONSTRAINT "records_pkey" PRIMARY KEY ("result_id","number")
);

-- CreateTable
CREATE TABLE "crosswalk"."findings" (
    "result_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "outcome" "crosswalk"."outcome" NOT NULL,
    "members" INTEGER[],
    "links" INTEGER[],
    "candidates" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "findings_pkey" PRIMARY KEY ("result_id","number")
);

-- CreateTable
CREATE TABLE "crosswalk"."candidates" (
    "result_id" INTEGER NOT NULL,
    "finding" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,
    "record" INTEGER NOT NULL,
    "agreement" JSONB NOT NULL,

    CONSTRAINT "candidates_pkey" PRIMARY KEY ("result_id","finding","rank")
);

-- CreateTable
CREATE TABLE "crosswalk"."search_buckets" (
    "result_id" INTEGER NOT NULL,
    "bucket" INTEGER NOT NULL,
    "postings" BYTEA NOT NULL,

    CONSTRAINT "search_buckets_pkey" PRIMARY KEY ("result_id","bucket")
);

-- CreateTable
CREATE TABLE "crosswalk"."shared_values" (
    "result_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "left_records" INTEGER NOT NULL,
    "right_records" INTEGER NOT NULL,

    CONSTRAINT "shared_values_pkey" PRIMARY KEY ("result_id","number")
);

-- CreateTable
CREATE TABLE "crosswalk"."rejections" (
    "migration_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "side" "crosswalk"."side" NOT NULL,
    "source" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "row" JSONB NOT NULL,

    CONSTRAINT "rejections_pkey" PRIMARY KEY ("migration_id","number")
);

-- CreateTable
CREATE TABLE "crosswalk"."changes" (
    "migration_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "record_id" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,
    "effect" "crosswalk"."effect" NOT NULL,
    "state" "crosswalk"."change_state" NOT NULL,

    CONSTRAINT "changes_pkey" PRIMARY KEY ("migration_id","number")
);

-- CreateTable
CREATE TABLE "crosswalk"."entity_effects" (
    "migration_id" INTEGER NOT NULL,
    "entity" TEXT NOT NULL,
    "created" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "deleted" INTEGER NOT NULL DEFAULT 0,
    "ended" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "entity_effects_pkey" PRIMARY KEY ("migration_id","entity")
);

-- CreateTable
CREATE TABLE "crosswalk"."stages" (
    "migration_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "model" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "stages_pkey" PRIMARY KEY ("migration_id","position")
);

-- CreateTable
CREATE TABLE "crosswalk"."events" (
    "id" BIGSERIAL NOT NULL,
    "migration_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "progress" JSONB NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk"."reports" (
    "migration_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sha256" TEXT NOT NULL,

    CONSTRAINT "reports_pkey" PRIMARY KEY ("migration_id","name")
);

-- CreateIndex
CREATE UNIQUE INDEX "migrations_idempotency_key_key" ON "crosswalk"."migrations"("idempotency_key");

-- CreateIndex
CREATE INDEX "migrations_pipeline_id_idx" ON "crosswalk"."migrations"("pipeline", "id");

-- CreateIndex
CREATE UNIQUE INDEX "model_results_migration_id_model_key" ON "crosswalk"."model_results"("migration_id", "model");

-- CreateIndex
CREATE INDEX "rejections_migration_id_reason_number_idx" ON "crosswalk"."rejections"("migration_id", "reason", "number");

-- CreateIndex
CREATE INDEX "events_migration_id_id_idx" ON "crosswalk"."events"("migration_id", "id");

-- AddForeignKey
ALTER TABLE "crosswalk"."model_results" ADD CONSTRAINT "model_results_migration_id_fkey" FOREIGN KEY ("migration_id") REFERENCES "crosswalk"."migrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."entity_effects" ADD CONSTRAINT "entity_effects_migration_id_fkey" FOREIGN KEY ("migration_id") REFERENCES "crosswalk"."migrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."stages" ADD CONSTRAINT "stages_migration_id_fkey" FOREIGN KEY ("migration_id") REFERENCES "crosswalk"."migrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."events" ADD CONSTRAINT "events_migration_id_fkey" FOREIGN KEY ("migration_id") REFERENCES "crosswalk"."migrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."reports" ADD CONSTRAINT "reports_migration_id_fkey" FOREIGN KEY ("migration_id") REFERENCES "crosswalk"."migrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One active migration a pipeline, whatever the processes believe. Prisma's schema language has no partial index.
CREATE UNIQUE INDEX "migrations_one_active_a_pipeline" ON "crosswalk"."migrations"("pipeline") WHERE "status" IN ('QUEUED', 'RUNNING', 'CANCELLING');
