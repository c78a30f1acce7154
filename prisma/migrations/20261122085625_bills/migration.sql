-- CreateEnum
CREATE TYPE "bill_line_kind" AS ENUM ('fee', 'option', 'voice', 'message', 'data', 'roaming', 'once', 'instalment', 'purchase', 'discount', 'correction');

-- CreateEnum
CREATE TYPE "bill_unit" AS ENUM ('piece', 'month', 'day', 'minute', 'message', 'megabyte');

-- CreateEnum
CREATE TYPE "bill_sum_by" AS ENUM ('total', 'kind', 'centre', 'line', 'reason');

-- CreateEnum
CREATE TYPE "bill_change_reason" AS ENUM ('line_new', 'line_gone', 'tariff_changed', 'price_changed', 'part_period', 'added', 'ended', 'more_used', 'less_used', 'once', 'once_before');

-- CreateEnum
CREATE TYPE "usage_kind" AS ENUM ('voice', 'message', 'data');

-- CreateEnum
CREATE TYPE "payment_state" AS ENUM ('open', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "schedule_every" AS ENUM ('bill', 'week', 'month');

-- CreateEnum
CREATE TYPE "bucket_kind" AS ENUM ('data', 'voice', 'message', 'money', 'points');

-- DropIndex
DROP INDEX "subscription_company_id_msisdn_idx";

-- AlterTable
ALTER TABLE "billing_account" ADD COLUMN     "city" TEXT,
ADD COLUMN     "country" TEXT,
ADD COLUMN     "debtor" TEXT,
ADD COLUMN     "postcode" TEXT,
ADD COLUMN     "street" TEXT,
ADD COLUMN     "tax_number" TEXT;

-- AlterTable
ALTER TABLE "subscription" DROP COLUMN "last_used_at",
ADD COLUMN     "reference" TEXT,
ADD COLUMN     "spending_limit" BIGINT;

-- CreateTable
CREATE TABLE "bill" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "billing_account_id" UUID NOT NULL,
    "number" TEXT NOT NULL,
    "issued_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "month" DATE NOT NULL GENERATED ALWAYS AS (make_date(extract(year FROM period_to)::int, extract(month FROM period_to)::int, 1)) STORED,
    "currency" CHAR(3) NOT NULL,
    "net" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "paid" BIGINT NOT NULL DEFAULT 0,
    "open" BIGINT NOT NULL GENERATED ALWAYS AS (net + tax - paid) STORED,
    "held" BOOLEAN NOT NULL DEFAULT false,
    "previous_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bill_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bill_tax" (
    "bill_id" UUID NOT NULL,
    "rate" INTEGER NOT NULL,
    "base" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "bill_tax_pkey" PRIMARY KEY ("bill_id","rate")
);

-- CreateTable
CREATE TABLE "bill_line" (
    "bill_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "subscription_id" UUID,
    "cost_centre_id" UUID,
    "kind" "bill_line_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "quantity" DECIMAL(18,3) NOT NULL DEFAULT 1,
    "unit" "bill_unit" NOT NULL DEFAULT 'piece',
    "net" BIGINT NOT NULL,
    "rate" INTEGER NOT NULL,

    CONSTRAINT "bill_line_pkey" PRIMARY KEY ("bill_id","position")
);

-- CreateTable
CREATE TABLE "bill_sum" (
    "bill_id" UUID NOT NULL,
    "by" "bill_sum_by" NOT NULL,
    "key" TEXT NOT NULL,
    "company_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "net" BIGINT NOT NULL,
    "was" BIGINT NOT NULL,
    "lines" INTEGER NOT NULL,

    CONSTRAINT "bill_sum_pkey" PRIMARY KEY ("bill_id","by","key")
);

-- CreateTable
CREATE TABLE "bill_change" (
    "bill_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "subscription_id" UUID,
    "reason" "bill_change_reason" NOT NULL,
    "kind" "bill_line_kind",
    "name" TEXT,
    "was_name" TEXT,
    "net" BIGINT NOT NULL,
    "was" BIGINT NOT NULL,
    "quantity" DECIMAL(18,3),
    "was_quantity" DECIMAL(18,3),
    "unit" "bill_unit",

    CONSTRAINT "bill_change_pkey" PRIMARY KEY ("bill_id","position")
);

-- CreateTable
CREATE TABLE "cost_sum" (
    "company_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "by" "bill_sum_by" NOT NULL,
    "key" TEXT NOT NULL,
    "net" BIGINT NOT NULL,

    CONSTRAINT "cost_sum_pkey" PRIMARY KEY ("company_id","by","key","month")
);

-- CreateTable
CREATE TABLE "usage_record" (
    "subscription_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reference" TEXT NOT NULL,
    "kind" "usage_kind" NOT NULL,
    "other" TEXT,
    "abroad" TEXT,
    "quantity" BIGINT NOT NULL,
    "net" BIGINT NOT NULL,

    CONSTRAINT "usage_record_pkey" PRIMARY KEY ("subscription_id","at","reference")
);

-- CreateTable
CREATE TABLE "usage_sum" (
    "subscription_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "kind" "usage_kind" NOT NULL,
    "roaming" BOOLEAN NOT NULL,
    "quantity" BIGINT NOT NULL,
    "net" BIGINT NOT NULL,
    "records" INTEGER NOT NULL,

    CONSTRAINT "usage_sum_pkey" PRIMARY KEY ("subscription_id","month","kind","roaming")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "billing_account_id" UUID,
    "reference" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "state" "payment_state" NOT NULL,
    "url" TEXT,
    "started_by_id" UUID,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "payment_part" (
    "payment_id" UUID NOT NULL,
    "bill_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "payment_part_pkey" PRIMARY KEY ("payment_id","bill_id")
);

-- CreateTable
CREATE TABLE "schedule" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "report" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "every" "schedule_every" NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "intake_file" (
    "hash" BYTEA NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "intake_file_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription_option" (
    "subscription_id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "subscription_option_pkey" PRIMARY KEY ("subscription_id","name")
);

-- CreateTable
CREATE TABLE "line_use" (
    "subscription_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,
    "month" DATE NOT NULL,
    "spent" BIGINT NOT NULL DEFAULT 0,
    "over_limit" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "line_use_pkey" PRIMARY KEY ("subscription_id")
);

-- CreateTable
CREATE TABLE "bucket" (
    "subscription_id" UUID NOT NULL,
    "kind" "bucket_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "total" BIGINT,
    "used" BIGINT NOT NULL,
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "bucket_pkey" PRIMARY KEY ("subscription_id","kind","name")
);

-- CreateTable
CREATE TABLE "sim_secret" (
    "iccid" TEXT NOT NULL,
    "company_id" UUID NOT NULL,
    "sealed" BYTEA NOT NULL,

    CONSTRAINT "sim_secret_pkey" PRIMARY KEY ("iccid")
);

-- CreateIndex
CREATE INDEX "bill_billing_account_id_period_from_idx" ON "bill"("billing_account_id", "period_from");

-- CreateIndex
CREATE UNIQUE INDEX "bill_company_id_number_key" ON "bill"("company_id", "number");

-- CreateIndex
CREATE INDEX "bill_line_bill_id_subscription_id_position_idx" ON "bill_line"("bill_id", "subscription_id", "position");

-- CreateIndex
CREATE INDEX "bill_line_subscription_id_bill_id_idx" ON "bill_line"("subscription_id", "bill_id");

-- CreateIndex
CREATE INDEX "bill_change_bill_id_reason_position_idx" ON "bill_change"("bill_id", "reason", "position");

-- CreateIndex
CREATE UNIQUE INDEX "payment_reference_key" ON "payment"("reference");

-- CreateIndex
CREATE INDEX "payment_company_id_started_at_idx" ON "payment"("company_id", "started_at");

-- CreateIndex
CREATE INDEX "schedule_next_at_idx" ON "schedule"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_name_key" ON "api_key"("name");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");


-- AddForeignKey
ALTER TABLE "bill" ADD CONSTRAINT "bill_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bill" ADD CONSTRAINT "bill_company_id_billing_account_id_fkey" FOREIGN KEY ("company_id", "billing_account_id") REFERENCES "billing_account"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bill" ADD CONSTRAINT "bill_previous_id_fkey" FOREIGN KEY ("previous_id") REFERENCES "bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bill_tax" ADD CONSTRAINT "bill_tax_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "bill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bill_line" ADD CONSTRAINT "bill_line_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "bill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bill_sum" ADD CONSTRAINT "bill_sum_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "bill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bill_change" ADD CONSTRAINT "bill_change_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "bill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_part" ADD CONSTRAINT "payment_part_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_part" ADD CONSTRAINT "payment_part_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription_option" ADD CONSTRAINT "subscription_option_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "line_use" ADD CONSTRAINT "line_use_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bucket" ADD CONSTRAINT "bucket_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sim_secret" ADD CONSTRAINT "sim_secret_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
-- Lines: what has no number is told apart by the operator's reference, in lists as in deliveries.
DROP INDEX subscription_by_centre, subscription_by_status;
ALTER TABLE subscription DROP COLUMN search;
ALTER TABLE subscription
  ADD COLUMN ident TEXT NOT NULL GENERATED ALWAYS AS (coalesce(msisdn, reference)) STORED,
  ADD COLUMN search TEXT NOT NULL GENERATED ALWAYS AS (
    translate(
      lower(coalesce(msisdn, reference) || ' ' || coalesce(holder, '') || ' ' || coalesce(label, '') || ' ' || coalesce(iccid, '')),
      'áéíóöőúüűčćšžñäëï', 'aeiooouuuccsznaei')) STORED,
  ADD CONSTRAINT subscription_one_ident CHECK (num_nonnulls(msisdn, reference) = 1),
  ADD CONSTRAINT subscription_limit CHECK (spending_limit >= 0);
CREATE INDEX subscription_search ON subscription USING gin (company_id, search gin_trgm_ops);
CREATE UNIQUE INDEX subscription_reference ON subscription (reference) WHERE status <> 'terminated';
-- The list in each of its orders, and under each filter in the order of the numbers.
CREATE INDEX "subscription_company_id_ident_id_idx" ON "subscription"("company_id", "ident", "id");
CREATE INDEX subscription_by_centre ON subscription (company_id, cost_centre_id, ident, id);
CREATE INDEX subscription_by_tariff ON subscription (company_id, tariff, ident, id);
CREATE INDEX subscription_by_status ON subscription (company_id, status, ident, id) WHERE status <> 'active';
CREATE INDEX subscription_by_holder ON subscription (company_id, (coalesce(holder, '')) COLLATE "und-x-icu", id);
CREATE INDEX line_use_by_cost ON line_use (company_id, spent, subscription_id);
CREATE INDEX line_use_by_last_use ON line_use (company_id, last_used_at, subscription_id);
CREATE INDEX line_use_over ON line_use (company_id, subscription_id) WHERE over_limit;

CREATE FUNCTION line_use_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO line_use (subscription_id, company_id, last_used_at, month)
    SELECT id, company_id, created_at, created_at::date FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER line_use_begins AFTER INSERT ON subscription
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION line_use_begins();
INSERT INTO line_use (subscription_id, company_id, last_used_at, month)
  SELECT id, company_id, created_at, created_at::date FROM subscription;
ALTER TABLE bucket ADD CONSTRAINT bucket_amounts CHECK (used >= 0 AND total >= 0);

-- Bills
ALTER TABLE bill
  ADD CONSTRAINT bill_period CHECK (period_to >= period_from AND due_on >= issued_on),
  ADD CONSTRAINT bill_amounts CHECK (net + tax >= 0 AND paid >= 0 AND paid <= net + tax);
ALTER TABLE bill_line
  ADD CONSTRAINT bill_line_discount CHECK (net >= 0 OR kind IN ('discount', 'correction')),
  ADD CONSTRAINT bill_line_rate CHECK (rate BETWEEN 0 AND 10000),
  ADD CONSTRAINT bill_line_subscription FOREIGN KEY (subscription_id) REFERENCES subscription (id),
  ADD CONSTRAINT bill_line_centre FOREIGN KEY (cost_centre_id) REFERENCES cost_centre (id);
CREATE INDEX bill_newest ON bill (company_id, issued_on DESC, id DESC);
CREATE INDEX bill_month ON bill (company_id, month);
CREATE INDEX bill_owed ON bill (company_id, due_on, id) WHERE open > 0;
CREATE INDEX bill_sum_by_size ON bill_sum (bill_id, by, net DESC, key);
CREATE INDEX bill_sum_movers ON bill_sum (company_id, month, abs(net - was) DESC, key) WHERE by = 'line';
CREATE INDEX cost_sum_by_size ON cost_sum (company_id, by, month, net DESC, key);
ALTER TABLE usage_record ADD CONSTRAINT usage_amounts CHECK (quantity >= 0 AND net >= 0);
-- A sum is of a line; the records themselves are only ever written together with it.
ALTER TABLE usage_sum ADD CONSTRAINT usage_sum_line FOREIGN KEY (subscription_id) REFERENCES subscription (id);
ALTER TABLE payment ADD CONSTRAINT payment_amount CHECK (amount > 0),
  ADD CONSTRAINT payment_settled CHECK ((state = 'open') = (settled_at IS NULL));
ALTER TABLE payment_part ADD CONSTRAINT payment_part_amount CHECK (amount > 0);
