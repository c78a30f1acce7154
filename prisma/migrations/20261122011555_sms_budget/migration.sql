-- DropIndex
DROP INDEX "code_send_company_id_at_idx";

-- DropIndex
DROP INDEX "code_send_at_idx";

-- CreateTable
CREATE TABLE "sms_budget" (
    "key" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(0) NOT NULL,
    "sent" INTEGER NOT NULL,

    CONSTRAINT "sms_budget_pkey" PRIMARY KEY ("key","hour")
);
