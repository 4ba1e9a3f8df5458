-- CreateEnum
CREATE TYPE "crosswalk"."part_status" AS ENUM ('WAITING', 'RUNNING', 'DONE', 'STOPPED');

-- CreateEnum
CREATE TYPE "crosswalk"."overlap" AS ENUM ('SKIP', 'QUEUE');

-- CreateEnum
CREATE TYPE "crosswalk"."missed" AS ENUM ('NONE', 'ONCE');

-- CreateEnum
CREATE TYPE "crosswalk"."webhook_occasion" AS ENUM ('FAILURE', 'CRITICAL', 'EVERY_END');

-- CreateEnum
CREATE TYPE "crosswalk"."run_decision" AS ENUM ('STARTED', 'SKIPPED', 'MISSED', 'REFUSED');

-- CreateEnum
CREATE TYPE "crosswalk"."delivery_status" AS ENUM ('PENDING', 'DELIVERED', 'FAILED');

-- AlterTable
ALTER TABLE "crosswalk"."migrations" ADD COLUMN     "schedule_id" INTEGER,
ADD COLUMN     "sources" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "waiting" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "crosswalk"."parts" (
    "id" SERIAL NOT NULL,
    "migration_id" INTEGER NOT NULL,
    "phase" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "task" JSONB NOT NULL,
    "status" "crosswalk"."part_status" NOT NULL DEFAULT 'WAITING',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "losses" INTEGER NOT NULL DEFAULT 0,
    "worker" TEXT,
    "checkpoint" JSONB,
    "progress" JSONB,
    "last_error" TEXT,

    CONSTRAINT "parts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk"."extracts" (
    "part_id" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "chunk" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "extracts_pkey" PRIMARY KEY ("part_id","model","chunk")
);

-- CreateTable
CREATE TABLE "crosswalk"."duplicate_keys" (
    "part_id" INTEGER NOT NULL,
    "key" BIGINT NOT NULL,

    CONSTRAINT "duplicate_keys_pkey" PRIMARY KEY ("part_id","key")
);

-- CreateTable
CREATE TABLE "crosswalk"."schedules" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "pipeline" TEXT NOT NULL,
    "options" JSONB NOT NULL,
    "cron" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "overlap" "crosswalk"."overlap" NOT NULL DEFAULT 'SKIP',
    "missed" "crosswalk"."missed" NOT NULL DEFAULT 'NONE',
    "webhook_url" TEXT,
    "webhook_occasion" "crosswalk"."webhook_occasion",
    "webhook_secret" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_until" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "schedules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk"."scheduled_runs" (
    "id" SERIAL NOT NULL,
    "schedule_id" INTEGER NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decision" "crosswalk"."run_decision" NOT NULL,
    "because" TEXT NOT NULL,
    "migration_id" INTEGER,

    CONSTRAINT "scheduled_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk"."deliveries" (
    "id" SERIAL NOT NULL,
    "schedule_id" INTEGER NOT NULL,
    "migration_id" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "status" "crosswalk"."delivery_status" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "response_status" INTEGER,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_attempt_at" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "parts_status_idx" ON "crosswalk"."parts"("status");

-- CreateIndex
CREATE UNIQUE INDEX "parts_migration_id_phase_position_key" ON "crosswalk"."parts"("migration_id", "phase", "position");

-- CreateIndex
CREATE UNIQUE INDEX "schedules_name_key" ON "crosswalk"."schedules"("name");

-- CreateIndex
CREATE UNIQUE INDEX "scheduled_runs_schedule_id_due_at_key" ON "crosswalk"."scheduled_runs"("schedule_id", "due_at");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_schedule_id_migration_id_key" ON "crosswalk"."deliveries"("schedule_id", "migration_id");

-- AddForeignKey
ALTER TABLE "crosswalk"."parts" ADD CONSTRAINT "parts_migration_id_fkey" FOREIGN KEY ("migration_id") REFERENCES "crosswalk"."migrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."extracts" ADD CONSTRAINT "extracts_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "crosswalk"."parts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."duplicate_keys" ADD CONSTRAINT "duplicate_keys_part_id_fkey" FOREIGN KEY ("part_id") REFERENCES "crosswalk"."parts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."scheduled_runs" ADD CONSTRAINT "scheduled_runs_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "crosswalk"."schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "crosswalk"."deliveries" ADD CONSTRAINT "deliveries_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "crosswalk"."schedules"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Those that wait their turn are not active yet.
DROP INDEX "crosswalk"."migrations_one_active_a_pipeline";
CREATE UNIQUE INDEX "migrations_one_active_a_pipeline" ON "crosswalk"."migrations"("pipeline") WHERE "status" IN ('QUEUED', 'RUNNING', 'CANCELLING') AND NOT "waiting";
-- Whole chunks are written and read once: compressing them costs more than it saves.
ALTER TABLE "crosswalk"."extracts" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
ALTER TABLE "crosswalk"."schedules" ADD CONSTRAINT "schedules_webhook_whole" CHECK (("webhook_url" IS NULL) = ("webhook_occasion" IS NULL) AND ("webhook_url" IS NULL) = ("webhook_secret" IS NULL));
