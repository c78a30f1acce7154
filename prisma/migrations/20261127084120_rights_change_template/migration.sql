-- CreateIndex
CREATE INDEX "rights_change_template_id_at_idx" ON "rights_change"("template_id", "at");
