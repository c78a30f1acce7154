-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "holder_kept" BOOLEAN NOT NULL DEFAULT false;
