-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "booked_as" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "refund_company_id_booked_as_payment_id_billing_account_id_key" ON "refund"("company_id", "booked_as", "payment_id", "billing_account_id");
