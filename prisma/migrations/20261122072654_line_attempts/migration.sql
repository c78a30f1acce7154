-- CreateIndex
CREATE INDEX "sign_in_subscription_id_idx" ON "sign_in"("subscription_id");
