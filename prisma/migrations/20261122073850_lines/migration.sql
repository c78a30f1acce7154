-- CreateEnum
CREATE TYPE "subscription_kind" AS ENUM ('mobile', 'pstn', 'voip', 'internet', 'tv');

-- AlterTable
ALTER TABLE "subscription" ADD COLUMN     "billing_account_id" UUID,
ADD COLUMN     "cost_centre_id" UUID,
ADD COLUMN     "iccid" TEXT,
ADD COLUMN     "kind" "subscription_kind" NOT NULL DEFAULT 'mobile',
ADD COLUMN     "last_used_at" TIMESTAMPTZ(3),
ADD COLUMN     "tariff" TEXT,
ALTER COLUMN "msisdn" DROP NOT NULL;

-- CreateTable
CREATE TABLE "billing_account" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "billing_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cost_centre" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "cost_centre_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_change" (
    "subscription_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "was" "subscription_status" NOT NULL,
    "status" "subscription_status" NOT NULL,

    CONSTRAINT "status_change_pkey" PRIMARY KEY ("subscription_id","at")
);

-- CreateIndex
CREATE UNIQUE INDEX "billing_account_company_id_number_key" ON "billing_account"("company_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "billing_account_company_id_id_key" ON "billing_account"("company_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "cost_centre_company_id_code_key" ON "cost_centre"("company_id", "code");

-- CreateIndex
CREATE UNIQUE INDEX "cost_centre_company_id_id_key" ON "cost_centre"("company_id", "id");

-- AddForeignKey
ALTER TABLE "billing_account" ADD CONSTRAINT "billing_account_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cost_centre" ADD CONSTRAINT "cost_centre_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_company_id_billing_account_id_fkey" FOREIGN KEY ("company_id", "billing_account_id") REFERENCES "billing_account"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_company_id_cost_centre_id_fkey" FOREIGN KEY ("company_id", "cost_centre_id") REFERENCES "cost_centre"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "status_change" ADD CONSTRAINT "status_change_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;
ALTER TABLE subscription
  ADD CONSTRAINT subscription_mobile_number CHECK (kind <> 'mobile' OR msisdn IS NOT NULL),
  ADD CONSTRAINT subscription_iccid_form CHECK (iccid ~ '^[0-9]{19,20}$'),
  ADD COLUMN search TEXT NOT NULL GENERATED ALWAYS AS (
    translate(
      lower(coalesce(msisdn, '') || ' ' || coalesce(holder, '') || ' ' || coalesce(label, '') || ' ' || coalesce(iccid, '')),
      'áéíóöőúüűčćšžñäëï', 'aeiooouuuccsznaei')) STORED;
-- Every search is inside one company: the company comes first in the index.
CREATE INDEX subscription_search ON subscription USING gin (company_id, search gin_trgm_ops);
-- The list in its order, under each filter.
CREATE INDEX subscription_by_centre ON subscription (company_id, cost_centre_id, msisdn, id);
CREATE INDEX subscription_by_status ON subscription (company_id, status, msisdn, id);
