-- AlterTable
ALTER TABLE "session" ADD COLUMN     "viewing_since" TIMESTAMPTZ(3);
