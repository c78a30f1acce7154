-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "sign_in_state" ADD VALUE 'company';
ALTER TYPE "sign_in_state" ADD VALUE 'company_link';

-- AlterTable
ALTER TABLE "sign_in" ADD COLUMN     "company_id" UUID;

-- CreateTable
CREATE TABLE "identity_provider" (
    "company_id" UUID NOT NULL,
    "address" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "client_id" TEXT NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),

    CONSTRAINT "identity_provider_pkey" PRIMARY KEY ("company_id")
);

-- CreateTable
CREATE TABLE "company_identity" (
    "user_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "linked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "company_identity_pkey" PRIMARY KEY ("company_id","issuer","subject")
);

-- CreateIndex
CREATE UNIQUE INDEX "company_identity_user_id_issuer_key" ON "company_identity"("user_id", "issuer");

-- AddForeignKey
ALTER TABLE "identity_provider" ADD CONSTRAINT "identity_provider_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "company_identity" ADD CONSTRAINT "company_identity_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
