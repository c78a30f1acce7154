-- DropIndex
DROP INDEX "payment_reference_key";

-- CreateIndex
CREATE UNIQUE INDEX "payment_company_id_reference_key" ON "payment"("company_id", "reference");

-- What Prisma cannot say ----------------------------------------------------------------------------
-- A provider's event names a payment that was begun here by its reference alone.
CREATE UNIQUE INDEX payment_begun ON payment (reference) WHERE started_by_id IS NOT NULL;
-- A process of the version before takes no file of payments any more (its ON CONFLICT finds no index): it is delivered again.
