-- CreateIndex
CREATE INDEX "payment_billing_account_id_idx" ON "payment"("billing_account_id");
