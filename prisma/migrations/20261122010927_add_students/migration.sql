-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "sis";

-- CreateEnum
CREATE TYPE "crosswalk"."detection" AS ENUM ('NEW', 'IPK', 'CONTENT', 'IPK_AND_CONTENT', 'FORCED');

-- CreateEnum
CREATE TYPE "sis"."gender" AS ENUM ('MALE', 'FEMALE', 'PREFER_NOT_TO_SAY');

-- CreateEnum
CREATE TYPE "sis"."student_status" AS ENUM ('ACTIVE', 'FROZEN');

-- CreateEnum
CREATE TYPE "sis"."sponsorship_type" AS ENUM ('FULL', 'PARTIAL');

-- AlterTable
ALTER TABLE "crosswalk"."changes" ADD COLUMN     "detected_by" "crosswalk"."detection";

-- AlterTable
ALTER TABLE "crosswalk"."model_results" ADD COLUMN     "created" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "detections" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "findings_kept" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN     "unchanged" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "updated" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "crosswalk"."watermarks" (
    "pipeline" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "migration_id" INTEGER NOT NULL,

    CONSTRAINT "watermarks_pkey" PRIMARY KEY ("pipeline")
);

-- CreateTable
CREATE TABLE "crosswalk"."unknown_codes" (
    "migration_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "unknown_codes_pkey" PRIMARY KEY ("migration_id","code")
);

-- CreateTable
CREATE TABLE "sis"."persons" (
    "id" SERIAL NOT NULL,
    "family_name" TEXT NOT NULL,
    "personal_name" TEXT NOT NULL,
    "khmer_name" TEXT,
    "preferred_gender" "sis"."gender" NOT NULL,
    "date_of_birth" DATE,
    "birth_province" VARCHAR(50),
    "citizenship" CHAR(2) NOT NULL,
    "personal_email" TEXT,
    "school_email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "persons_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sis"."students" (
    "student_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "is_monk" BOOLEAN NOT NULL,
    "is_transfer_student" BOOLEAN NOT NULL,
    "current_status" "sis"."student_status" NOT NULL,
    "last_enrollment_date" DATE,
    "legacy_ipk" TEXT,
    "content_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "students_pkey" PRIMARY KEY ("student_id")
);

-- CreateTable
CREATE TABLE "sis"."emergency_contacts" (
    "id" SERIAL NOT NULL,
    "person_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "relationship" TEXT NOT NULL,
    "primary_phone" TEXT,
    "is_primary" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "emergency_contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sis"."sponsors" (
    "id" SERIAL NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sponsors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sis"."sponsorships" (
    "id" SERIAL NOT NULL,
    "student_id" INTEGER NOT NULL,
    "sponsor_id" INTEGER NOT NULL,
    "sponsorship_type" "sis"."sponsorship_type" NOT NULL,
    "start_date" DATE NOT NULL,
    "end_date" DATE,
    "notes" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sponsorships_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "students_person_id_key" ON "sis"."students"("person_id");

-- CreateIndex
CREATE INDEX "emergency_contacts_person_id_idx" ON "sis"."emergency_contacts"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "sponsors_code_key" ON "sis"."sponsors"("code");

-- CreateIndex
CREATE INDEX "sponsorships_student_id_idx" ON "sis"."sponsorships"("student_id");

-- CreateIndex
CREATE INDEX "sponsorships_sponsor_id_idx" ON "sis"."sponsorships"("sponsor_id");

-- AddForeignKey
ALTER TABLE "crosswalk"."unknown_codes" ADD CONSTRAINT "unknown_codes_migration_id_fkey" FOREIGN KEY ("migration_id") REFERENCES "crosswalk"."migrations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sis"."students" ADD CONSTRAINT "students_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "sis"."persons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sis"."emergency_contacts" ADD CONSTRAINT "emergency_contacts_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "sis"."persons"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sis"."sponsorships" ADD CONSTRAINT "sponsorships_student_id_fkey" FOREIGN KEY ("student_id") REFERENCES "sis"."students"("student_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sis"."sponsorships" ADD CONSTRAINT "sponsorships_sponsor_id_fkey" FOREIGN KEY ("sponsor_id") REFERENCES "sis"."sponsors"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma's schema language has no words for.
CREATE UNIQUE INDEX "emergency_contacts_one_primary_a_person" ON "sis"."emergency_contacts"("person_id") WHERE "is_primary";
CREATE UNIQUE INDEX "sponsorships_one_active_a_student_and_sponsor" ON "sis"."sponsorships"("student_id", "sponsor_id") WHERE "end_date" IS NULL;
ALTER TABLE "sis"."sponsorships" ADD CONSTRAINT "sponsorships_end_after_start" CHECK ("end_date" >= "start_date");
ALTER TABLE "sis"."persons" ADD CONSTRAINT "persons_named" CHECK ("family_name" <> '');
ALTER TABLE "sis"."persons" ADD CONSTRAINT "persons_citizenship" CHECK ("citizenship" ~ '^[A-Z]{2}$');
ALTER TABLE "sis"."sponsors" ADD CONSTRAINT "sponsors_code_upper_case" CHECK ("code" <> '' AND "code" = upper("code"));
