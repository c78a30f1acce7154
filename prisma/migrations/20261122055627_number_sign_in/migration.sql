-- CreateEnum
CREATE TYPE "subscription_status" AS ENUM ('active', 'restricted', 'disconnected', 'suspended', 'terminated');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "sign_in_state" ADD VALUE 'number';
ALTER TYPE "sign_in_state" ADD VALUE 'number_code';
ALTER TYPE "sign_in_state" ADD VALUE 'second_code';

-- DropForeignKey
ALTER TABLE "session" DROP CONSTRAINT "session_user_id_fkey";

-- DropIndex
DROP INDEX "challenge_sign_in_id_key";

-- AlterTable
ALTER TABLE "sign_in" ADD COLUMN     "msisdn" TEXT,
ADD COLUMN     "subscription_id" UUID;

-- AlterTable
ALTER TABLE "challenge" ADD COLUMN     "second_proof" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "subscription_id" UUID,
ALTER COLUMN "user_id" DROP NOT NULL;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "subscription_id" UUID,
ALTER COLUMN "user_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "number_ceiling" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "subscription_id" UUID,
    "functions" TEXT[],

    CONSTRAINT "number_ceiling_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "msisdn" TEXT NOT NULL,
    "status" "subscription_status" NOT NULL DEFAULT 'active',
    "label" TEXT,
    "holder" TEXT,
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "terminated_at" TIMESTAMPTZ(3),

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "subscription_company_id_msisdn_idx" ON "subscription"("company_id", "msisdn");

-- CreateIndex
CREATE UNIQUE INDEX "subscription_company_id_id_key" ON "subscription"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "challenge_sign_in_id_purpose_key" ON "challenge"("sign_in_id", "purpose");

-- CreateIndex
CREATE INDEX "session_subscription_id_created_at_idx" ON "session"("subscription_id", "created_at");

-- AddForeignKey
ALTER TABLE "number_ceiling" ADD CONSTRAINT "number_ceiling_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_ceiling" ADD CONSTRAINT "number_ceiling_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
ALTER TABLE session ADD CONSTRAINT session_of_one CHECK (num_nonnulls(user_id, subscription_id) = 1);
ALTER TABLE challenge ADD CONSTRAINT challenge_of_one CHECK (num_nonnulls(user_id, subscription_id) = 1);
CREATE INDEX session_of_line_open ON session (subscription_id) WHERE ended_at IS NULL;
ALTER TABLE subscription
  ADD CONSTRAINT subscription_msisdn_form CHECK (msisdn ~ '^\+[1-9][0-9]{6,14}$'),
  ADD CONSTRAINT subscription_ended CHECK ((status = 'terminated') = (terminated_at IS NOT NULL));
CREATE UNIQUE INDEX subscription_number ON subscription (msisdn) WHERE status <> 'terminated';
CREATE UNIQUE INDEX number_ceiling_of_all ON number_ceiling (company_id) WHERE subscription_id IS NULL;
CREATE UNIQUE INDEX number_ceiling_of_one ON number_ceiling (subscription_id) WHERE subscription_id IS NOT NULL;

-- A line never changes its company or number: what a session stands on stays what it was.
CREATE FUNCTION keep_subscription() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a subscription keeps its company and number' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER keep_subscription BEFORE UPDATE OF company_id, msisdn ON subscription
  FOR EACH ROW WHEN (OLD.company_id <> NEW.company_id OR OLD.msisdn <> NEW.msisdn)
  EXECUTE FUNCTION keep_subscription();
