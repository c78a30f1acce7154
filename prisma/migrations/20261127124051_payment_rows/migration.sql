-- DropIndex
DROP INDEX "payment_company_id_reference_key";

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "for_bill" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "payment_company_id_reference_for_bill_key" ON "payment"("company_id", "reference", "for_bill");

-- What Prisma cannot say ----------------------------------------------------------------------------
-- What was begun here has its reference alone in its company; so has what was delivered before its bill was kept.
CREATE UNIQUE INDEX payment_of_reference ON payment (company_id, reference) WHERE for_bill IS NULL;
-- A process of the version before takes no file of payments any more (its ON CONFLICT finds no index): it is delivered again.
