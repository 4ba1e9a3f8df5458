-- CreateEnum
CREATE TYPE "crosswalk"."role" AS ENUM ('VIEWER', 'ANALYST', 'OPERATOR', 'ADMIN');

-- AlterTable
ALTER TABLE "crosswalk"."model_results" ADD COLUMN     "apart_columns" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- CreateTable
CREATE TABLE "crosswalk"."users" (
    "id" SERIAL NOT NULL,
    "username" TEXT NOT NULL,
    "role" "crosswalk"."role" NOT NULL,
    "password_hash" TEXT,
    "first_admin" BOOLEAN NOT NULL DEFAULT false,
    "issuer" TEXT,
    "subject" TEXT,
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_sign_in" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk"."sessions" (
    "id" SERIAL NOT NULL,
    "hash" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "agent" TEXT,
    "address" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk"."api_tokens" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "role" "crosswalk"."role" NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "crosswalk"."sign_in_failures" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "locked_until" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_failures_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "crosswalk"."audit_entries" (
    "number" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "details" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("number")
);

-- CreateTable
CREATE TABLE "crosswalk"."settings" (
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_issuer_subject_key" ON "crosswalk"."users"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_hash_key" ON "crosswalk"."sessions"("hash");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "crosswalk"."sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_hash_key" ON "crosswalk"."api_tokens"("hash");

-- CreateIndex
CREATE INDEX "sign_in_failures_last_at_idx" ON "crosswalk"."sign_in_failures"("last_at");

-- CreateIndex
CREATE INDEX "audit_entries_actor_number_idx" ON "crosswalk"."audit_entries"("actor", "number");

-- CreateIndex
CREATE INDEX "audit_entries_action_number_idx" ON "crosswalk"."audit_entries"("action", "number");

-- AddForeignKey
ALTER TABLE "crosswalk"."sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "crosswalk"."users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Somebody is the same however they write their name, and the settings name one admin.
CREATE UNIQUE INDEX "users_username_key" ON "crosswalk"."users"(lower("username"));
CREATE UNIQUE INDEX "users_one_first_admin" ON "crosswalk"."users"("first_admin") WHERE "first_admin";

-- Each audit entry carries the hash of the one before. The lock holds until the end of the transaction that wrote it, so
-- that whoever comes next, on any server, goes on from it. What is hashed has a line for each field: none holds a line's end.
ALTER TABLE "crosswalk"."audit_entries" ADD CONSTRAINT "audit_entries_one_line" CHECK ("actor" !~ '[\n\r]' AND "action" !~ '[\n\r]' AND "details" !~ '[\n\r]');
CREATE FUNCTION "crosswalk"."chain_audit_entry"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('crosswalk audit'), 0);
  SELECT "number", "hash" INTO last FROM "crosswalk"."audit_entries" ORDER BY "number" DESC LIMIT 1;
  NEW."number" := coalesce(last."number", 0) + 1;
  NEW."previous" := coalesce(last."hash", repeat('0', 64));
  NEW."at" := date_trunc('milliseconds', clock_timestamp());
  NEW."hash" := encode(sha256(convert_to(concat_ws(E'\n', NEW."previous", NEW."number",
    to_char(NEW."at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), NEW."actor", NEW."action", NEW."details"), 'UTF8')), 'hex');
  RETURN NEW;
END $$;
CREATE TRIGGER "audit_entries_chained" BEFORE INSERT ON "crosswalk"."audit_entries"
  FOR EACH ROW EXECUTE FUNCTION "crosswalk"."chain_audit_entry"();

CREATE FUNCTION "crosswalk"."keep_audit_entries"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are only ever added' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER "audit_entries_kept" BEFORE UPDATE OR DELETE OR TRUNCATE ON "crosswalk"."audit_entries"
  FOR EACH STATEMENT EXECUTE FUNCTION "crosswalk"."keep_audit_entries"();
-- Where an account that does not own the tables serves: it can't take the triggers away, and has no right to change a row.
REVOKE UPDATE, DELETE, TRUNCATE ON "crosswalk"."audit_entries" FROM PUBLIC;
