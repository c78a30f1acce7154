-- AlterTable
ALTER TABLE "sms_budget" ADD COLUMN     "told" INTEGER NOT NULL DEFAULT 0;
