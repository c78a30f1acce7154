-- CreateTable
CREATE TABLE "schedule_bill" (
    "schedule_id" UUID NOT NULL,
    "bill_id" UUID NOT NULL,

    CONSTRAINT "schedule_bill_pkey" PRIMARY KEY ("schedule_id","bill_id")
);

-- CreateIndex
CREATE INDEX "bill_company_id_created_at_idx" ON "bill"("company_id", "created_at");

-- AddForeignKey
ALTER TABLE "schedule_bill" ADD CONSTRAINT "schedule_bill_schedule_id_fkey" FOREIGN KEY ("schedule_id") REFERENCES "schedule"("id") ON DELETE CASCADE ON UPDATE CASCADE;
