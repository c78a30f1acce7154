-- CreateEnum
CREATE TYPE "second_factor_kind" AS ENUM ('app', 'passkey');

-- AlterTable
ALTER TABLE "sign_in" ADD COLUMN     "way" TEXT;

-- CreateTable
CREATE TABLE "second_factor" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" "second_factor_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "sealed_seed" BYTEA,
    "last_step" BIGINT,
    "credential_id" TEXT,
    "public_key" BYTEA,
    "counter" BIGINT NOT NULL DEFAULT 0,
    "transports" TEXT[],

    CONSTRAINT "second_factor_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "backup_codes" (
    "user_id" UUID NOT NULL,
    "sealed_seed" BYTEA NOT NULL,
    "used" INTEGER[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "backup_codes_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "second_factor_credential_id_key" ON "second_factor"("credential_id");

-- CreateIndex
CREATE INDEX "second_factor_user_id_idx" ON "second_factor"("user_id");

-- AddForeignKey
ALTER TABLE "second_factor" ADD CONSTRAINT "second_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backup_codes" ADD CONSTRAINT "backup_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
ALTER TABLE second_factor ADD CONSTRAINT second_factor_form CHECK (CASE kind
  WHEN 'app' THEN sealed_seed IS NOT NULL AND num_nonnulls(credential_id, public_key) = 0
  ELSE num_nonnulls(sealed_seed, last_step) = 0
    AND num_nonnulls(credential_id, public_key) = CASE WHEN confirmed_at IS NULL THEN 0 ELSE 2 END END);
CREATE INDEX second_factor_confirmed ON second_factor (user_id) WHERE confirmed_at IS NOT NULL;
