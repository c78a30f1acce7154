-- AlterTable
ALTER TABLE "refund" ADD COLUMN     "billing_account_id" UUID;

-- CreateTable
CREATE TABLE "payment_share" (
    "payment_id" UUID NOT NULL,
    "billing_account_id" UUID NOT NULL,
    "amount" BIGINT NOT NULL,
    "credit" BIGINT,

    CONSTRAINT "payment_share_pkey" PRIMARY KEY ("payment_id","billing_account_id")
);

-- AddForeignKey
ALTER TABLE "payment_share" ADD CONSTRAINT "payment_share_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_share" ADD CONSTRAINT "payment_share_billing_account_id_fkey" FOREIGN KEY ("billing_account_id") REFERENCES "billing_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
-- All of it holds for whoever writes: also for a process of the version before, which knows of no shares. What it would use
-- of one account's credit for another one's bills, or send back as another one's, is refused.
ALTER TABLE payment_share
  ADD CONSTRAINT payment_share_amount CHECK (amount >= 0),
  ADD CONSTRAINT payment_share_credit CHECK (credit >= 0);

-- What has come by now: what is on its bills is of their accounts, the rest of the account that it was said to be of.
INSERT INTO payment_share (payment_id, billing_account_id, amount, credit)
  SELECT id, account, sum(amount), sum(credit) FROM (
    SELECT p.id, b.billing_account_id AS account, i.amount, 0 AS credit
    FROM payment p JOIN payment_part i ON i.payment_id = p.id JOIN bill b ON b.id = i.bill_id WHERE p.state = 'succeeded'
    UNION ALL
    SELECT p.id, p.billing_account_id,
      p.amount - coalesce((SELECT sum(i.amount) FROM payment_part i WHERE i.payment_id = p.id), 0), p.credit
    FROM payment p WHERE p.state = 'succeeded' AND p.billing_account_id IS NOT NULL) share
  GROUP BY id, account;
CREATE INDEX payment_share_with_credit ON payment_share (billing_account_id) WHERE credit > 0;
DROP INDEX payment_with_credit;
-- Credit of an account goes back once.
DROP INDEX refund_requested;
CREATE UNIQUE INDEX refund_requested ON refund (payment_id, billing_account_id) WHERE state = 'requested';

-- A payment that has come or failed keeps nothing. What came is shared by what it was begun for, account by account; whatever
-- is beyond that is of the account of its first bill. After the statement, so that it settles what it was begun for and no
-- more of that account.
CREATE OR REPLACE FUNCTION payment_ends() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  DELETE FROM bill_reservation WHERE payment_id = NEW.id;
  IF NEW.state = 'succeeded' AND OLD.state <> 'succeeded' THEN
    INSERT INTO payment_share (payment_id, billing_account_id, amount)
      SELECT NEW.id, b.billing_account_id, sum(i.amount) FROM payment_part i JOIN bill b ON b.id = i.bill_id
      WHERE i.payment_id = NEW.id GROUP BY b.billing_account_id;
  END IF;
  IF NEW.state = 'succeeded' AND NEW.billing_account_id IS NULL THEN
    UPDATE payment SET billing_account_id = (
        SELECT b.billing_account_id FROM payment_part i JOIN bill b ON b.id = i.bill_id WHERE i.payment_id = NEW.id
        ORDER BY b.due_on, b.id LIMIT 1)
      WHERE id = NEW.id;
  END IF;
  RETURN NULL;
END $$;

-- At the end of the transaction in which a payment comes: each account's share is what is on its bills, and what it was begun
-- for and has not been needed, as far as there is something left. All is shared out.
CREATE FUNCTION share_payment(p payment) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  covered numeric;
  beyond numeric;
BEGIN
  SELECT coalesce(sum(amount), 0) INTO covered FROM payment_part WHERE payment_id = p.id;
  INSERT INTO payment_share (payment_id, billing_account_id, amount, credit)
    WITH part AS (
      SELECT b.billing_account_id AS account, sum(i.amount) AS amount
      FROM payment_part i JOIN bill b ON b.id = i.bill_id WHERE i.payment_id = p.id GROUP BY 1),
    begun AS (SELECT billing_account_id AS account, amount FROM payment_share WHERE payment_id = p.id),
    need AS (
      SELECT account, coalesce(part.amount, 0) AS part, greatest(coalesce(begun.amount, 0) - coalesce(part.amount, 0), 0) AS over
      FROM part FULL JOIN begun USING (account))
    SELECT p.id, account, part + greatest(0, least(over, p.amount - covered - coalesce(
      sum(over) OVER (ORDER BY account ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))), 0
    FROM need
    ON CONFLICT (payment_id, billing_account_id) DO UPDATE SET amount = excluded.amount, credit = excluded.credit;
  SELECT p.amount - coalesce(sum(amount), 0) INTO beyond FROM payment_share WHERE payment_id = p.id;
  IF beyond > 0 AND p.billing_account_id IS NOT NULL THEN
    INSERT INTO payment_share AS s (payment_id, billing_account_id, amount, credit)
      VALUES (p.id, p.billing_account_id, beyond, 0)
      ON CONFLICT (payment_id, billing_account_id) DO UPDATE SET amount = s.amount + excluded.amount;
  END IF;
END $$;

-- At the end of every transaction that touches it: what came = what went to bills + what went back + credit, over all and for
-- each account, which is kept here and nowhere else; a begun payment asks for what its parts say. More than has come, or has
-- come for an account, is refused.
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
  SELECT coalesce(sum(amount), 0) INTO back FROM refund WHERE payment_id = which AND state <> 'failed';
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
            AND coalesce(r.billing_account_id, p.billing_account_id) = each.billing_account_id), 0) AS credit
      FROM payment_share each WHERE each.payment_id = which) now
    WHERE s.payment_id = which AND s.billing_account_id = now.account AND s.credit IS DISTINCT FROM now.credit;
  RETURN NULL;
END $$;
