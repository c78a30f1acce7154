-- Online migration. Every row of bills, payments, usage and lines says whose it is, and no key lets one company's row name
-- another one's (docs/decisions/044). Paragraphs are transactions of their own; a start that was stopped begins again here.

-- Whose a row is, for whoever does not say: also a process of the version before.
CREATE OR REPLACE FUNCTION company_of_bill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT company_id INTO NEW.company_id FROM public.bill WHERE id = NEW.bill_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION company_of_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT company_id INTO NEW.company_id FROM public.payment WHERE id = NEW.payment_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION company_of_schedule() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT company_id INTO NEW.company_id FROM public.schedule WHERE id = NEW.schedule_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION company_of_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT company_id INTO NEW.company_id FROM public.subscription WHERE id = NEW.subscription_id;
  RETURN NEW;
END $$;

-- Touches every row that lacks it, and its trigger fills it. A slice is short, so that whoever writes a row of it waits some
-- milliseconds; and it is the slice that gives way, and is done again, where two wait for each other: for as long as a start
-- waits for anybody, then it ends, and whoever holds the row is named. What it has done need not survive a power cut at once: it
-- is begun again then. A row that belongs to nothing that is there ends it, too: who owns it is for a person to say.
CREATE OR REPLACE PROCEDURE fill_company_id(filled regclass, may_be_nobodys boolean DEFAULT false) LANGUAGE plpgsql AS $$
DECLARE
  patience interval := coalesce(nullif(current_setting('switchboard.patience', true), ''), '1 minute');
  key text := (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY array_position(i.indkey::int2[], a.attnum))
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
    WHERE i.indrelid = filled AND i.indisprimary);
  pages bigint := pg_relation_size(filled) / current_setting('block_size')::int;
  page bigint := 0;
  held_since timestamptz;
  orphan text;
BEGIN
  WHILE page <= pages LOOP
    PERFORM set_config('synchronous_commit', 'off', true), set_config('lock_timeout', '50ms', true);
    BEGIN
      EXECUTE format('WITH touched AS (
          UPDATE %s SET company_id = NULL WHERE company_id IS NULL AND ctid >= %L AND ctid < %L RETURNING *)
        SELECT ROW(%s)::text FROM touched WHERE company_id IS NULL LIMIT 1',
        filled, format('(%s,0)', page), format('(%s,0)', page + 20), key) INTO orphan;
      IF orphan IS NOT NULL AND NOT may_be_nobodys THEN
        RAISE foreign_key_violation USING MESSAGE = format('a row of %s belongs to nothing that is there', filled),
          DETAIL = format('Key (%s)=%s.', key, orphan);
      END IF;
      page := page + 20;
      held_since := NULL;
    EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
      held_since := coalesce(held_since, clock_timestamp());
      IF clock_timestamp() > held_since + patience THEN RAISE; END IF;
      PERFORM pg_sleep(0.02);
    END;
    COMMIT;
  END LOOP;
  EXECUTE format('ANALYZE %s', filled);
END $$;

-- What a part comes to is counted again where it changes, not where its company is filled in.
DROP TRIGGER IF EXISTS payment_adds_up ON payment_part;
CREATE CONSTRAINT TRIGGER payment_adds_up AFTER INSERT OR DELETE OR UPDATE OF payment_id, bill_id, amount ON payment_part
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payment_adds_up();

-- The column, filled from the row that it belongs to, whoever writes.
ALTER TABLE "bill_tax" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "bill_tax"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_bill();

ALTER TABLE "bill_line" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "bill_line"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_bill();

ALTER TABLE "bill_change" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "bill_change"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_bill();

ALTER TABLE "usage_record" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "usage_record"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_line();

ALTER TABLE "usage_sum" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "usage_sum"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_line();

ALTER TABLE "payment_part" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "payment_part"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_payment();

ALTER TABLE "payment_share" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "payment_share"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_payment();

ALTER TABLE "schedule_bill" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "schedule_bill"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_schedule();

ALTER TABLE "subscription_option" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "subscription_option"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_line();

ALTER TABLE "bucket" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "bucket"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_line();

ALTER TABLE "status_change" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "status_change"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_line();

-- What is there already: a slice a transaction.
CALL fill_company_id('"bill_tax"');

CALL fill_company_id('"bill_line"');

CALL fill_company_id('"bill_change"');

CALL fill_company_id('"usage_record"');

CALL fill_company_id('"usage_sum"');

CALL fill_company_id('"payment_part"');

CALL fill_company_id('"payment_share"');

CALL fill_company_id('"schedule_bill"');

CALL fill_company_id('"subscription_option"');

CALL fill_company_id('"bucket"');

CALL fill_company_id('"status_change"');

-- Proven before it is said, so that nothing is scanned under a lock. The proof goes by a statement of its own: in the same one
-- PostgreSQL drops it first, and then scans.
ALTER TABLE "bill_tax" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "bill_tax" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "bill_tax" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "bill_tax" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "bill_line" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "bill_line" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "bill_line" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "bill_line" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "bill_change" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "bill_change" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "bill_change" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "bill_change" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "usage_record" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "usage_record" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "usage_record" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "usage_record" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "usage_sum" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "usage_sum" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "usage_sum" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "usage_sum" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "payment_part" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "payment_part" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "payment_part" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "payment_part" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "payment_share" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "payment_share" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "payment_share" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "payment_share" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "schedule_bill" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "schedule_bill" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "schedule_bill" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "schedule_bill" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "subscription_option" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "subscription_option" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "subscription_option" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "subscription_option" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "bucket" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "bucket" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "bucket" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "bucket" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "status_change" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "status_change" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "status_change" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "status_change" DROP CONSTRAINT IF EXISTS company_id_known;

-- Keys that begin with the company.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "bill_company_id_id_key" ON "bill"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "bill_tax_company_id_bill_id_category_rate_key" ON "bill_tax"("company_id", "bill_id", "category", "rate");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "bill_line_company_id_bill_id_position_key" ON "bill_line"("company_id", "bill_id", "position");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "bill_sum_company_id_bill_id_by_key_key" ON "bill_sum"("company_id", "bill_id", "by", "key");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "bill_change_company_id_bill_id_position_key" ON "bill_change"("company_id", "bill_id", "position");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "usage_record_company_id_subscription_id_at_reference_key" ON "usage_record"("company_id", "subscription_id", "at", "reference");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "usage_sum_company_id_subscription_id_month_kind_roaming_key" ON "usage_sum"("company_id", "subscription_id", "month", "kind", "roaming");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "payment_company_id_id_key" ON "payment"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "payment_company_id_credit_note_id_key" ON "payment"("company_id", "credit_note_id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "payment_part_company_id_payment_id_bill_id_key" ON "payment_part"("company_id", "payment_id", "bill_id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "payment_share_company_id_payment_id_billing_account_id_key" ON "payment_share"("company_id", "payment_id", "billing_account_id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "payment_reversal_company_id_id_key" ON "payment_reversal"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "refund_company_id_id_key" ON "refund"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "unmatched_payment_company_id_id_key" ON "unmatched_payment"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "schedule_company_id_id_key" ON "schedule"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "schedule_bill_company_id_schedule_id_bill_id_key" ON "schedule_bill"("company_id", "schedule_id", "bill_id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "subscription_option_company_id_subscription_id_name_key" ON "subscription_option"("company_id", "subscription_id", "name");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "line_use_company_id_subscription_id_key" ON "line_use"("company_id", "subscription_id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "bucket_company_id_subscription_id_kind_name_key" ON "bucket"("company_id", "subscription_id", "kind", "name");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "sim_secret_company_id_iccid_key" ON "sim_secret"("company_id", "iccid");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "status_change_company_id_subscription_id_at_key" ON "status_change"("company_id", "subscription_id", "at");

DROP INDEX CONCURRENTLY IF EXISTS "payment_credit_note_id_key";

-- References hold the company, and are proven before those without it go.
ALTER TABLE "bill" DROP CONSTRAINT IF EXISTS "bill_company_id_previous_id_fkey",
  ADD CONSTRAINT "bill_company_id_previous_id_fkey" FOREIGN KEY ("company_id", "previous_id") REFERENCES "bill"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bill" VALIDATE CONSTRAINT "bill_company_id_previous_id_fkey";

ALTER TABLE "bill" DROP CONSTRAINT IF EXISTS "bill_previous_id_fkey";

ALTER TABLE "bill_tax" DROP CONSTRAINT IF EXISTS "bill_tax_company_id_bill_id_fkey",
  ADD CONSTRAINT "bill_tax_company_id_bill_id_fkey" FOREIGN KEY ("company_id", "bill_id") REFERENCES "bill"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bill_tax" VALIDATE CONSTRAINT "bill_tax_company_id_bill_id_fkey";

ALTER TABLE "bill_tax" DROP CONSTRAINT IF EXISTS "bill_tax_bill_id_fkey";

ALTER TABLE "bill_line" DROP CONSTRAINT IF EXISTS "bill_line_company_id_bill_id_fkey",
  ADD CONSTRAINT "bill_line_company_id_bill_id_fkey" FOREIGN KEY ("company_id", "bill_id") REFERENCES "bill"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bill_line" VALIDATE CONSTRAINT "bill_line_company_id_bill_id_fkey";

ALTER TABLE "bill_line" DROP CONSTRAINT IF EXISTS "bill_line_company_id_subscription_id_fkey",
  ADD CONSTRAINT "bill_line_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bill_line" VALIDATE CONSTRAINT "bill_line_company_id_subscription_id_fkey";

ALTER TABLE "bill_line" DROP CONSTRAINT IF EXISTS "bill_line_company_id_cost_centre_id_fkey",
  ADD CONSTRAINT "bill_line_company_id_cost_centre_id_fkey" FOREIGN KEY ("company_id", "cost_centre_id") REFERENCES "cost_centre"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bill_line" VALIDATE CONSTRAINT "bill_line_company_id_cost_centre_id_fkey";

ALTER TABLE "bill_line" DROP CONSTRAINT IF EXISTS "bill_line_bill_id_fkey",
  DROP CONSTRAINT IF EXISTS "bill_line_subscription",
  DROP CONSTRAINT IF EXISTS "bill_line_centre";

ALTER TABLE "bill_sum" DROP CONSTRAINT IF EXISTS "bill_sum_company_id_bill_id_fkey",
  ADD CONSTRAINT "bill_sum_company_id_bill_id_fkey" FOREIGN KEY ("company_id", "bill_id") REFERENCES "bill"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bill_sum" VALIDATE CONSTRAINT "bill_sum_company_id_bill_id_fkey";

ALTER TABLE "bill_sum" DROP CONSTRAINT IF EXISTS "bill_sum_bill_id_fkey";

ALTER TABLE "bill_change" DROP CONSTRAINT IF EXISTS "bill_change_company_id_bill_id_fkey",
  ADD CONSTRAINT "bill_change_company_id_bill_id_fkey" FOREIGN KEY ("company_id", "bill_id") REFERENCES "bill"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bill_change" VALIDATE CONSTRAINT "bill_change_company_id_bill_id_fkey";

ALTER TABLE "bill_change" DROP CONSTRAINT IF EXISTS "bill_change_bill_id_fkey";

ALTER TABLE "payment" DROP CONSTRAINT IF EXISTS "payment_company_id_billing_account_id_fkey",
  ADD CONSTRAINT "payment_company_id_billing_account_id_fkey" FOREIGN KEY ("company_id", "billing_account_id") REFERENCES "billing_account"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment" VALIDATE CONSTRAINT "payment_company_id_billing_account_id_fkey";

ALTER TABLE "payment" DROP CONSTRAINT IF EXISTS "payment_company_id_credit_note_id_fkey",
  ADD CONSTRAINT "payment_company_id_credit_note_id_fkey" FOREIGN KEY ("company_id", "credit_note_id") REFERENCES "bill"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment" VALIDATE CONSTRAINT "payment_company_id_credit_note_id_fkey";

ALTER TABLE "payment" DROP CONSTRAINT IF EXISTS "payment_credit_note_id_fkey";

ALTER TABLE "payment_reference" DROP CONSTRAINT IF EXISTS "payment_reference_company_id_payment_id_fkey",
  ADD CONSTRAINT "payment_reference_company_id_payment_id_fkey" FOREIGN KEY ("company_id", "payment_id") REFERENCES "payment"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment_reference" VALIDATE CONSTRAINT "payment_reference_company_id_payment_id_fkey";

ALTER TABLE "payment_reference" DROP CONSTRAINT IF EXISTS "payment_reference_payment_id_fkey";

ALTER TABLE "payment_part" DROP CONSTRAINT IF EXISTS "payment_part_company_id_payment_id_fkey",
  ADD CONSTRAINT "payment_part_company_id_payment_id_fkey" FOREIGN KEY ("company_id", "payment_id") REFERENCES "payment"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment_part" VALIDATE CONSTRAINT "payment_part_company_id_payment_id_fkey";

ALTER TABLE "payment_part" DROP CONSTRAINT IF EXISTS "payment_part_company_id_bill_id_fkey",
  ADD CONSTRAINT "payment_part_company_id_bill_id_fkey" FOREIGN KEY ("company_id", "bill_id") REFERENCES "bill"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment_part" VALIDATE CONSTRAINT "payment_part_company_id_bill_id_fkey";

ALTER TABLE "payment_part" DROP CONSTRAINT IF EXISTS "payment_part_payment_id_fkey",
  DROP CONSTRAINT IF EXISTS "payment_part_bill_id_fkey";

ALTER TABLE "payment_share" DROP CONSTRAINT IF EXISTS "payment_share_company_id_payment_id_fkey",
  ADD CONSTRAINT "payment_share_company_id_payment_id_fkey" FOREIGN KEY ("company_id", "payment_id") REFERENCES "payment"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment_share" VALIDATE CONSTRAINT "payment_share_company_id_payment_id_fkey";

ALTER TABLE "payment_share" DROP CONSTRAINT IF EXISTS "payment_share_company_id_billing_account_id_fkey",
  ADD CONSTRAINT "payment_share_company_id_billing_account_id_fkey" FOREIGN KEY ("company_id", "billing_account_id") REFERENCES "billing_account"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment_share" VALIDATE CONSTRAINT "payment_share_company_id_billing_account_id_fkey";

ALTER TABLE "payment_share" DROP CONSTRAINT IF EXISTS "payment_share_payment_id_fkey",
  DROP CONSTRAINT IF EXISTS "payment_share_billing_account_id_fkey";

ALTER TABLE "payment_reversal" DROP CONSTRAINT IF EXISTS "payment_reversal_company_id_payment_id_fkey",
  ADD CONSTRAINT "payment_reversal_company_id_payment_id_fkey" FOREIGN KEY ("company_id", "payment_id") REFERENCES "payment"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment_reversal" VALIDATE CONSTRAINT "payment_reversal_company_id_payment_id_fkey";

ALTER TABLE "payment_reversal" DROP CONSTRAINT IF EXISTS "payment_reversal_company_id_billing_account_id_fkey",
  ADD CONSTRAINT "payment_reversal_company_id_billing_account_id_fkey" FOREIGN KEY ("company_id", "billing_account_id") REFERENCES "billing_account"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment_reversal" VALIDATE CONSTRAINT "payment_reversal_company_id_billing_account_id_fkey";

ALTER TABLE "payment_reversal" DROP CONSTRAINT IF EXISTS "payment_reversal_company_id_bill_id_fkey",
  ADD CONSTRAINT "payment_reversal_company_id_bill_id_fkey" FOREIGN KEY ("company_id", "bill_id") REFERENCES "bill"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "payment_reversal" VALIDATE CONSTRAINT "payment_reversal_company_id_bill_id_fkey";

ALTER TABLE "payment_reversal" DROP CONSTRAINT IF EXISTS "payment_reversal_payment_id_fkey",
  DROP CONSTRAINT IF EXISTS "payment_reversal_billing_account_id_fkey",
  DROP CONSTRAINT IF EXISTS "payment_reversal_bill_id_fkey";

ALTER TABLE "bill_reservation" DROP CONSTRAINT IF EXISTS "bill_reservation_company_id_bill_id_fkey",
  ADD CONSTRAINT "bill_reservation_company_id_bill_id_fkey" FOREIGN KEY ("company_id", "bill_id") REFERENCES "bill"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bill_reservation" VALIDATE CONSTRAINT "bill_reservation_company_id_bill_id_fkey";

ALTER TABLE "bill_reservation" DROP CONSTRAINT IF EXISTS "bill_reservation_company_id_payment_id_fkey",
  ADD CONSTRAINT "bill_reservation_company_id_payment_id_fkey" FOREIGN KEY ("company_id", "payment_id") REFERENCES "payment"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bill_reservation" VALIDATE CONSTRAINT "bill_reservation_company_id_payment_id_fkey";

ALTER TABLE "bill_reservation" DROP CONSTRAINT IF EXISTS "bill_reservation_bill_id_fkey",
  DROP CONSTRAINT IF EXISTS "bill_reservation_payment_id_fkey";

ALTER TABLE "refund" DROP CONSTRAINT IF EXISTS "refund_company_id_billing_account_id_fkey",
  ADD CONSTRAINT "refund_company_id_billing_account_id_fkey" FOREIGN KEY ("company_id", "billing_account_id") REFERENCES "billing_account"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "refund" VALIDATE CONSTRAINT "refund_company_id_billing_account_id_fkey";

ALTER TABLE "refund" DROP CONSTRAINT IF EXISTS "refund_company_id_payment_id_fkey",
  ADD CONSTRAINT "refund_company_id_payment_id_fkey" FOREIGN KEY ("company_id", "payment_id") REFERENCES "payment"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "refund" VALIDATE CONSTRAINT "refund_company_id_payment_id_fkey";

ALTER TABLE "refund" DROP CONSTRAINT IF EXISTS "refund_payment_id_fkey";

ALTER TABLE "schedule_bill" DROP CONSTRAINT IF EXISTS "schedule_bill_company_id_schedule_id_fkey",
  ADD CONSTRAINT "schedule_bill_company_id_schedule_id_fkey" FOREIGN KEY ("company_id", "schedule_id") REFERENCES "schedule"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "schedule_bill" VALIDATE CONSTRAINT "schedule_bill_company_id_schedule_id_fkey";

ALTER TABLE "schedule_bill" DROP CONSTRAINT IF EXISTS "schedule_bill_schedule_id_fkey";

ALTER TABLE "subscription_option" DROP CONSTRAINT IF EXISTS "subscription_option_company_id_subscription_id_fkey",
  ADD CONSTRAINT "subscription_option_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "subscription_option" VALIDATE CONSTRAINT "subscription_option_company_id_subscription_id_fkey";

ALTER TABLE "subscription_option" DROP CONSTRAINT IF EXISTS "subscription_option_subscription_id_fkey";

ALTER TABLE "line_use" DROP CONSTRAINT IF EXISTS "line_use_company_id_subscription_id_fkey",
  ADD CONSTRAINT "line_use_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "line_use" VALIDATE CONSTRAINT "line_use_company_id_subscription_id_fkey";

ALTER TABLE "line_use" DROP CONSTRAINT IF EXISTS "line_use_subscription_id_fkey";

ALTER TABLE "bucket" DROP CONSTRAINT IF EXISTS "bucket_company_id_subscription_id_fkey",
  ADD CONSTRAINT "bucket_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "bucket" VALIDATE CONSTRAINT "bucket_company_id_subscription_id_fkey";

ALTER TABLE "bucket" DROP CONSTRAINT IF EXISTS "bucket_subscription_id_fkey";

ALTER TABLE "status_change" DROP CONSTRAINT IF EXISTS "status_change_company_id_subscription_id_fkey",
  ADD CONSTRAINT "status_change_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "status_change" VALIDATE CONSTRAINT "status_change_company_id_subscription_id_fkey";

ALTER TABLE "status_change" DROP CONSTRAINT IF EXISTS "status_change_subscription_id_fkey";

ALTER TABLE "usage_sum" DROP CONSTRAINT IF EXISTS "usage_sum_company_id_subscription_id_fkey",
  ADD CONSTRAINT "usage_sum_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "usage_sum" VALIDATE CONSTRAINT "usage_sum_company_id_subscription_id_fkey";

ALTER TABLE "usage_sum" DROP CONSTRAINT IF EXISTS "usage_sum_line";

DROP PROCEDURE IF EXISTS fill_company_id(regclass, boolean);
