-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "restricted_hash" BYTEA,
ALTER COLUMN "hash" DROP NOT NULL;

-- CreateIndex
CREATE UNIQUE INDEX "api_key_restricted_hash_key" ON "api_key"("restricted_hash");

-- What Prisma cannot say ----------------------------------------------------------------------------
-- Processes of a version before scopes ask `hash` alone, and take whatever they find there for everything and for ever. So
-- a key with a scope or an end, or that replaces another one, has its hash where they do not look: to them there is no such
-- key. What they make themselves is good for everything, and stands where they put it.
UPDATE api_key SET restricted_hash = hash, hash = NULL
  WHERE kinds <> ARRAY['all'] OR companies IS NOT NULL OR expires_at IS NOT NULL OR previous_hash IS NOT NULL;
ALTER TABLE api_key
  ADD CONSTRAINT api_key_one_hash CHECK (num_nonnulls(hash, restricted_hash) = 1),
  ADD CONSTRAINT api_key_unrestricted CHECK (hash IS NULL
    OR kinds = ARRAY['all'] AND companies IS NULL AND expires_at IS NULL AND previous_hash IS NULL);
