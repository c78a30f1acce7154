-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "sign_in_state" ADD VALUE 'recover_code';
ALTER TYPE "sign_in_state" ADD VALUE 'reset';

-- AlterTable
ALTER TABLE "credential" ADD COLUMN     "email_next" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "sign_in" ADD COLUMN     "asked_at" TIMESTAMPTZ(3)[] DEFAULT ARRAY[]::TIMESTAMPTZ(3)[],
ADD COLUMN     "channel" TEXT,
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "challenge" ADD COLUMN     "email" TEXT;

-- AlterTable
ALTER TABLE "message" ALTER COLUMN "company_id" DROP NOT NULL;
