-- CreateEnum
CREATE TYPE "bill_type" AS ENUM ('invoice', 'credit_note');

-- CreateEnum
CREATE TYPE "tax_category" AS ENUM ('S', 'Z', 'E', 'AE', 'O');

-- AlterTable
ALTER TABLE "bill" ADD COLUMN     "corrects" TEXT,
ADD COLUMN     "rounding" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "type" "bill_type" NOT NULL DEFAULT 'invoice';

-- AlterTable
ALTER TABLE "bill_line" ADD COLUMN     "category" "tax_category";

-- AlterTable
ALTER TABLE "bill_tax" ADD COLUMN     "category" "tax_category",
ADD COLUMN     "reason" TEXT,
ADD COLUMN     "reason_code" TEXT;
UPDATE bill_tax SET category = CASE WHEN rate > 0 THEN 'S' ELSE 'Z' END::tax_category;
ALTER TABLE "bill_tax" ALTER COLUMN "category" SET NOT NULL,
DROP CONSTRAINT "bill_tax_pkey",
ADD CONSTRAINT "bill_tax_pkey" PRIMARY KEY ("bill_id", "category", "rate");

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "credit_note_id" UUID;

-- CreateTable
CREATE TABLE "payment_reversal" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "billing_account_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "reversed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_reversal_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "payment_reversal_payment_id_idx" ON "payment_reversal"("payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_reversal_company_id_reference_billing_account_id_pa_key" ON "payment_reversal"("company_id", "reference", "billing_account_id", "payment_id");

-- CreateIndex
CREATE UNIQUE INDEX "payment_credit_note_id_key" ON "payment"("credit_note_id");

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_credit_note_id_fkey" FOREIGN KEY ("credit_note_id") REFERENCES "bill"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_reversal" ADD CONSTRAINT "payment_reversal_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_reversal" ADD CONSTRAINT "payment_reversal_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_reversal" ADD CONSTRAINT "payment_reversal_billing_account_id_fkey" FOREIGN KEY ("billing_account_id") REFERENCES "billing_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
-- All of it holds for whoever writes: also for a process of the version before, which knows of no types, categories,
-- rounding and reversals.

-- What is to be paid has its rounding in it. A generated column cannot be altered in every version that we support.
ALTER TABLE bill DROP CONSTRAINT bill_amounts;
DROP INDEX bill_owed;
ALTER TABLE bill DROP COLUMN open;
ALTER TABLE bill ADD COLUMN open BIGINT NOT NULL GENERATED ALWAYS AS (net + tax + rounding - paid) STORED,
  ADD CONSTRAINT bill_amounts CHECK (CASE type
    WHEN 'invoice' THEN net + tax + rounding >= 0 AND paid >= 0 AND paid <= net + tax + rounding
    ELSE net + tax + rounding <= 0 AND paid = net + tax + rounding END),
  ADD CONSTRAINT bill_rounding CHECK (abs(rounding) <= 1000);
CREATE INDEX bill_owed ON bill (company_id, due_on, id) WHERE open > 0;
-- Of a credit note every amount has the other sign.
ALTER TABLE bill_line DROP CONSTRAINT bill_line_discount;

ALTER TABLE bill_tax
  ADD CONSTRAINT bill_tax_category CHECK ((category = 'S') = (rate > 0)),
  ADD CONSTRAINT bill_tax_untaxed CHECK (category = 'S' OR amount = 0),
  ADD CONSTRAINT bill_tax_reason CHECK (
    (category IN ('E', 'AE', 'O')) = (coalesce(reason_code, reason) IS NOT NULL));
CREATE FUNCTION bill_tax_category() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.category := CASE WHEN NEW.rate > 0 THEN 'S' ELSE 'Z' END;
  RETURN NEW;
END $$;
CREATE TRIGGER bill_tax_category BEFORE INSERT ON bill_tax
  FOR EACH ROW WHEN (NEW.category IS NULL) EXECUTE FUNCTION bill_tax_category();

ALTER TABLE payment ADD CONSTRAINT payment_of_credit_note CHECK (
  credit_note_id IS NULL OR started_by_id IS NULL AND state = 'succeeded' AND for_bill IS NOT NULL);
ALTER TABLE payment_reversal ADD CONSTRAINT payment_reversal_amount CHECK (amount > 0);
CREATE CONSTRAINT TRIGGER payment_adds_up AFTER INSERT OR UPDATE OR DELETE ON payment_reversal DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION payment_adds_up();

-- What came = what went to bills + what went back + what was taken back + credit.
CREATE OR REPLACE FUNCTION payment_adds_up() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  which uuid;
  p payment;
  parts numeric;
  back numeric;
BEGIN
  IF TG_TABLE_NAME = 'payment' THEN which := NEW.id;
  ELSIF TG_OP = 'DELETE' THEN which := OLD.payment_id;
  ELSE which := NEW.payment_id; END IF;
  -- Whoever waits here must see what the one before has written: hence more than one statement.
  SELECT * INTO p FROM payment WHERE id = which FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT coalesce(sum(amount), 0) INTO parts FROM payment_part WHERE payment_id = which;
  SELECT coalesce((SELECT sum(amount) FROM refund WHERE payment_id = which AND state <> 'failed'), 0)
    + coalesce((SELECT sum(amount) FROM payment_reversal WHERE payment_id = which), 0) INTO back;
  IF p.state = 'succeeded' AND parts + back > p.amount
    OR p.state <> 'succeeded' AND back > 0
    OR p.state = 'open' AND p.started_by_id IS NOT NULL AND parts <> p.amount
  THEN RAISE EXCEPTION 'payment_adds_up' USING ERRCODE = 'check_violation'; END IF;
  IF p.state <> 'succeeded' THEN RETURN NULL; END IF;
  IF p.credit <> p.amount - parts - back THEN
    UPDATE payment SET credit = p.amount - parts - back WHERE id = which;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM payment_share WHERE payment_id = which AND credit IS NOT NULL) THEN
    PERFORM share_payment(p);
  END IF;
  IF EXISTS (
    SELECT 1 FROM payment_part i JOIN bill b ON b.id = i.bill_id WHERE i.payment_id = which AND NOT EXISTS (
      SELECT 1 FROM payment_share s WHERE s.payment_id = which AND s.billing_account_id = b.billing_account_id))
  THEN RAISE EXCEPTION 'payment_share' USING ERRCODE = 'check_violation'; END IF;
  UPDATE payment_share s SET credit = now.credit FROM (
      SELECT each.billing_account_id AS account, each.amount
        - coalesce((SELECT sum(i.amount) FROM payment_part i JOIN bill b ON b.id = i.bill_id
            WHERE i.payment_id = which AND b.billing_account_id = each.billing_account_id), 0)
        - coalesce((SELECT sum(r.amount) FROM refund r WHERE r.payment_id = which AND r.state <> 'failed'
            AND coalesce(r.billing_account_id, p.billing_account_id) = each.billing_account_id), 0)
        - coalesce((SELECT sum(v.amount) FROM payment_reversal v WHERE v.payment_id = which
            AND v.billing_account_id = each.billing_account_id), 0) AS credit
      FROM payment_share each WHERE each.payment_id = which) now
    WHERE s.payment_id = which AND s.billing_account_id = now.account AND s.credit IS DISTINCT FROM now.credit;
  RETURN NULL;
END $$;
