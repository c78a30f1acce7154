-- AlterEnum
ALTER TYPE "delivery_state" ADD VALUE 'held';
ALTER TYPE "delivery_state" ADD VALUE 'waiting';
ALTER TYPE "delivery_state" ADD VALUE 'merged';

-- AlterTable
ALTER TABLE "delivery" ADD COLUMN     "counted" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "language" TEXT,
ADD COLUMN     "merged_into" UUID,
ADD COLUMN     "summary" TEXT;

-- CreateIndex
CREATE INDEX "delivery_merged_into_idx" ON "delivery"("merged_into");

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_merged_into_fkey" FOREIGN KEY ("merged_into") REFERENCES "message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What Prisma cannot say: few of many rows are held or wait.
CREATE INDEX delivery_due ON delivery (due_at) WHERE due_at IS NOT NULL;
