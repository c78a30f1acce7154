-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "companies" UUID[],
ADD COLUMN     "expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "kinds" TEXT[] DEFAULT ARRAY['all']::TEXT[],
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "previous_expires_at" TIMESTAMPTZ(3),
ADD COLUMN     "previous_hash" BYTEA,
ADD COLUMN     "previous_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "refused_at" TIMESTAMPTZ(3),
ADD COLUMN     "warned_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_previous_hash_key" ON "api_key"("previous_hash");

-- What Prisma cannot say ----------------------------------------------------------------------------
-- A process of the version before makes and ends keys as it did: what it makes is good for everything, without an end.
ALTER TABLE api_key
  ALTER COLUMN kinds SET NOT NULL,
  ADD CONSTRAINT api_key_scope CHECK (cardinality(kinds) > 0 AND (companies IS NULL OR cardinality(companies) > 0)),
  ADD CONSTRAINT api_key_previous CHECK ((previous_hash IS NULL) = (previous_expires_at IS NULL));
