-- AlterTable
ALTER TABLE "usage_record" ADD COLUMN     "rerated" BOOLEAN NOT NULL DEFAULT false;
