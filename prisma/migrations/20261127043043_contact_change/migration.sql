-- CreateEnum
CREATE TYPE "contact_change_kind" AS ENUM ('edited', 'restored');

-- CreateEnum
CREATE TYPE "contact_channel" AS ENUM ('mail', 'sms');

-- CreateTable
CREATE TABLE "contact_change" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "by_id" UUID NOT NULL,
    "decided_by_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" "contact_change_kind" NOT NULL,
    "old_email" TEXT NOT NULL,
    "new_email" TEXT NOT NULL,
    "old_mobile" TEXT NOT NULL,
    "new_mobile" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "key_id" TEXT,
    "token_hash" BYTEA,
    "reference" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "stopped_at" TIMESTAMPTZ(3),
    "stopped_by" "contact_channel",

    CONSTRAINT "contact_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "contact_change_token_hash_key" ON "contact_change"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "contact_change_reference_key" ON "contact_change"("reference");

-- CreateIndex
CREATE INDEX "contact_change_company_id_user_id_at_idx" ON "contact_change"("company_id", "user_id", "at");

-- CreateIndex
CREATE INDEX "contact_change_company_id_by_id_at_idx" ON "contact_change"("company_id", "by_id", "at");

-- AddForeignKey
ALTER TABLE "contact_change" ADD CONSTRAINT "contact_change_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say.
ALTER TABLE contact_change ADD CONSTRAINT contact_change_changes
  CHECK ((old_email, old_mobile) <> (new_email, new_mobile));
-- It can be undone from outside with all that it takes, or not at all; and what was restored, never again.
ALTER TABLE contact_change ADD CONSTRAINT contact_change_stop
  CHECK (num_nulls(expires_at, key_id, token_hash, reference) IN (0, 4) AND (kind = 'edited' OR expires_at IS NULL));
ALTER TABLE contact_change ADD CONSTRAINT contact_change_stopped
  CHECK (num_nulls(stopped_at, stopped_by) IN (0, 2) AND (stopped_at IS NULL OR expires_at IS NOT NULL));
