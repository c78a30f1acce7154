-- DropIndex
DROP INDEX "payment_reversal_company_id_reference_billing_account_id_pa_key";

-- AlterTable
ALTER TABLE "payment_reversal" ADD COLUMN     "bill_id" UUID;

-- CreateIndex
CREATE INDEX "payment_reversal_billing_account_id_idx" ON "payment_reversal"("billing_account_id");

-- CreateIndex
CREATE INDEX "payment_reversal_bill_id_idx" ON "payment_reversal"("bill_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_reversal_company_id_reference_billing_account_id_pa_key" ON "payment_reversal"("company_id", "reference", "billing_account_id", "payment_id", "bill_id");

-- AddForeignKey
ALTER TABLE "payment_reversal" ADD CONSTRAINT "payment_reversal_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
-- Of no bill by name it is one row a payment. A process of the version before writes no bill.
CREATE UNIQUE INDEX payment_reversal_of_no_bill ON payment_reversal (company_id, reference, billing_account_id, payment_id)
  WHERE bill_id IS NULL;
