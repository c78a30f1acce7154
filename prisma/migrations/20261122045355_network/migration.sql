-- AlterTable
ALTER TABLE "sign_in" ADD COLUMN     "network" TEXT;
