-- CreateEnum
CREATE TYPE "refund_state" AS ENUM ('requested', 'succeeded', 'failed');

-- CreateEnum
CREATE TYPE "unmatched_reason" AS ENUM ('reference', 'currency', 'amount');

-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "credit" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "expires_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "bill_reservation" (
    "company_id" UUID NOT NULL,
    "bill_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "bill_reservation_pkey" PRIMARY KEY ("company_id","bill_id")
);

-- CreateTable
CREATE TABLE "refund" (
    "id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "payment_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "state" "refund_state" NOT NULL,
    "requested_by_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "refund_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unmatched_payment" (
    "id" UUID NOT NULL,
    "company_id" UUID,
    "reference" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "reason" "unmatched_reason" NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "unmatched_payment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "unmatched_payment_reference_currency_amount_key" ON "unmatched_payment"("reference", "currency", "amount");

-- CreateIndex
CREATE INDEX "bill_reservation_payment_id_idx" ON "bill_reservation"("payment_id");

-- CreateIndex
CREATE INDEX "refund_company_id_requested_at_idx" ON "refund"("company_id", "requested_at");

-- CreateIndex
CREATE INDEX "refund_payment_id_idx" ON "refund"("payment_id");

-- AddForeignKey
ALTER TABLE "bill_reservation" ADD CONSTRAINT "bill_reservation_bill_id_fkey" FOREIGN KEY ("bill_id") REFERENCES "bill"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bill_reservation" ADD CONSTRAINT "bill_reservation_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unmatched_payment" ADD CONSTRAINT "unmatched_payment_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "refund" ADD CONSTRAINT "refund_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
-- All of it holds for whoever writes: also for a process of the version before, which begins and settles payments of its
-- own while an upgrade runs and knows of no reservation and no credit.

-- What came and covers no bill is credit; so is what came before there was any.
UPDATE payment p SET billing_account_id = (
    SELECT b.billing_account_id FROM payment_part i JOIN bill b ON b.id = i.bill_id WHERE i.payment_id = p.id
    ORDER BY b.due_on, b.id LIMIT 1)
  WHERE p.billing_account_id IS NULL AND p.state = 'succeeded';
UPDATE payment p SET credit = p.amount - coalesce((SELECT sum(i.amount) FROM payment_part i WHERE i.payment_id = p.id), 0)
  WHERE p.state = 'succeeded';
UPDATE payment SET expires_at = started_at + interval '30 minutes' WHERE started_by_id IS NOT NULL;
ALTER TABLE payment
  ADD CONSTRAINT payment_credit CHECK (credit >= 0 AND credit <= amount AND (credit = 0 OR state = 'succeeded')),
  ADD CONSTRAINT payment_expires CHECK (started_by_id IS NULL OR expires_at IS NOT NULL);
CREATE INDEX payment_with_credit ON payment (billing_account_id, settled_at, id) WHERE credit > 0;
ALTER TABLE bill_reservation ADD CONSTRAINT bill_reservation_amount CHECK (amount > 0);
ALTER TABLE refund
  ADD CONSTRAINT refund_amount CHECK (amount > 0),
  ADD CONSTRAINT refund_settled CHECK ((state = 'requested') = (settled_at IS NULL));
-- Credit goes back once.
CREATE UNIQUE INDEX refund_requested ON refund (payment_id) WHERE state = 'requested';

-- Half an hour, as RESERVED_FOR in lib/billing/rules.ts, for whoever does not say.
CREATE FUNCTION payment_begins() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.expires_at := NEW.started_at + interval '30 minutes';
  RETURN NEW;
END $$;
CREATE TRIGGER payment_begins BEFORE INSERT ON payment
  FOR EACH ROW WHEN (NEW.started_by_id IS NOT NULL AND NEW.expires_at IS NULL) EXECUTE FUNCTION payment_begins();

-- Whatever a begun payment is for is reserved for it. The primary key keeps it to one payment a bill; one that has expired
-- makes way.
CREATE FUNCTION reserve_bill() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE begun record;
BEGIN
  SELECT company_id, started_at, expires_at INTO begun FROM payment
    WHERE id = NEW.payment_id AND state = 'open' AND started_by_id IS NOT NULL;
  IF NOT FOUND THEN RETURN NULL; END IF;
  DELETE FROM bill_reservation
    WHERE company_id = begun.company_id AND bill_id = NEW.bill_id AND expires_at <= begun.started_at;
  INSERT INTO bill_reservation AS r (company_id, bill_id, payment_id, amount, expires_at)
    VALUES (begun.company_id, NEW.bill_id, NEW.payment_id, NEW.amount, begun.expires_at)
    ON CONFLICT (company_id, bill_id) DO UPDATE SET amount = excluded.amount WHERE r.payment_id = excluded.payment_id;
  IF NOT FOUND THEN RAISE EXCEPTION 'bill_reserved' USING ERRCODE = 'unique_violation'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reserve_bill AFTER INSERT OR UPDATE OF amount ON payment_part
  FOR EACH ROW EXECUTE FUNCTION reserve_bill();

-- Nobody reserves more than is open, nor for a payment that is not for it.
CREATE FUNCTION reservation_fits() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE owed bigint;
BEGIN
  SELECT open INTO owed FROM bill WHERE id = NEW.bill_id AND company_id = NEW.company_id FOR UPDATE;
  IF owed IS NULL OR NEW.amount > owed OR NOT EXISTS (
    SELECT 1 FROM payment_part i JOIN payment p ON p.id = i.payment_id
    WHERE i.payment_id = NEW.payment_id AND i.bill_id = NEW.bill_id AND i.amount = NEW.amount
      AND p.company_id = NEW.company_id AND p.state = 'open')
  THEN RAISE EXCEPTION 'reservation_fits' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reservation_fits BEFORE INSERT OR UPDATE OF company_id, bill_id, payment_id, amount ON bill_reservation
  FOR EACH ROW EXECUTE FUNCTION reservation_fits();
-- What has been begun by now is reserved; where two are for one bill, for the later one.
INSERT INTO bill_reservation (company_id, bill_id, payment_id, amount, expires_at)
  SELECT DISTINCT ON (i.bill_id) p.company_id, i.bill_id, p.id, i.amount, p.expires_at
  FROM payment p JOIN payment_part i ON i.payment_id = p.id JOIN bill b ON b.id = i.bill_id
  WHERE p.state = 'open' AND p.started_by_id IS NOT NULL AND p.expires_at > now() AND i.amount <= b.open
  ORDER BY i.bill_id, p.started_at DESC;

-- A payment that has come or failed keeps nothing, and what came belongs to an account: that of its first bill, where it was
-- begun for bills. After the statement, so that it settles what it was begun for and no more of that account.
CREATE FUNCTION payment_ends() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM bill_reservation WHERE payment_id = NEW.id;
  IF NEW.state = 'succeeded' AND NEW.billing_account_id IS NULL THEN
    UPDATE payment SET billing_account_id = (
        SELECT b.billing_account_id FROM payment_part i JOIN bill b ON b.id = i.bill_id WHERE i.payment_id = NEW.id
        ORDER BY b.due_on, b.id LIMIT 1)
      WHERE id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER payment_ends AFTER UPDATE OF state ON payment
  FOR EACH ROW WHEN (NEW.state <> 'open') EXECUTE FUNCTION payment_ends();

-- At the end of every transaction that touches it: what came = what went to bills + what went back + credit, which is kept
-- here and nowhere else; a begun payment asks for what its parts say. More than has come is refused.
CREATE FUNCTION payment_adds_up() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
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
  SELECT coalesce(sum(amount), 0) INTO back FROM refund WHERE payment_id = which AND state <> 'failed';
  IF p.state = 'succeeded' AND parts + back > p.amount
    OR p.state <> 'succeeded' AND back > 0
    OR p.state = 'open' AND p.started_by_id IS NOT NULL AND parts <> p.amount
  THEN RAISE EXCEPTION 'payment_adds_up' USING ERRCODE = 'check_violation'; END IF;
  IF p.state = 'succeeded' AND p.credit <> p.amount - parts - back THEN
    UPDATE payment SET credit = p.amount - parts - back WHERE id = which;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payment_adds_up AFTER INSERT OR UPDATE ON payment DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.state = 'succeeded' OR NEW.started_by_id IS NOT NULL) EXECUTE FUNCTION payment_adds_up();
CREATE CONSTRAINT TRIGGER payment_adds_up AFTER INSERT OR UPDATE OR DELETE ON payment_part DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION payment_adds_up();
CREATE CONSTRAINT TRIGGER payment_adds_up AFTER INSERT OR UPDATE OR DELETE ON refund DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION payment_adds_up();
