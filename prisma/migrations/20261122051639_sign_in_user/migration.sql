-- CreateIndex
CREATE INDEX "sign_in_user_id_idx" ON "sign_in"("user_id");
