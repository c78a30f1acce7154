-- AlterTable
ALTER TABLE "payment_reversal" ADD COLUMN     "online_covered" BIGINT;
