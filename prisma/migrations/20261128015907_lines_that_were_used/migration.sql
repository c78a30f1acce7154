-- AlterTable
ALTER TABLE "line_use" ADD COLUMN     "used" BOOLEAN NOT NULL DEFAULT false;

-- What Prisma cannot say ----------------------------------------------------------------------------
-- A process of the version before notes no use: what it takes is known by its day where that is after the line's first.
UPDATE line_use u SET used = true WHERE EXISTS (SELECT 1 FROM usage_sum s WHERE s.subscription_id = u.subscription_id);
