-- CreateTable
CREATE TABLE "crosswalk"."match_notes" (
    "result_id" INTEGER NOT NULL,
    "side" "crosswalk"."side" NOT NULL,
    "number" INTEGER NOT NULL,
    "list" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "match_notes_pkey" PRIMARY KEY ("result_id","side","number")
);

-- As for the other rows that fill a page; most of them are hashes and ids, which can't be compressed.
ALTER TABLE "crosswalk"."match_notes" SET (toast_tuple_target = 8160);
ALTER TABLE "crosswalk"."match_notes" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
