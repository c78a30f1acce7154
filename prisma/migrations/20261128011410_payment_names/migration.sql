-- CreateTable
CREATE TABLE "payment_reference" (
    "company_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "payment_id" UUID,

    CONSTRAINT "payment_reference_pkey" PRIMARY KEY ("company_id","reference")
);

-- CreateIndex
CREATE INDEX "payment_reference_payment_id_idx" ON "payment_reference"("payment_id");

-- AddForeignKey
ALTER TABLE "payment_reference" ADD CONSTRAINT "payment_reference_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment_reference" ADD CONSTRAINT "payment_reference_payment_id_fkey" FOREIGN KEY ("payment_id") REFERENCES "payment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say ----------------------------------------------------------------------------
-- The operator's books may deliver a payment under the provider's transaction id before the provider reports it: the same
-- money under two names. All of it holds for whoever writes: also for a process of the version before, whose event is
-- refused then and reported again. The triggers write as the owner: from this commit until a role of the portal's own is granted
-- the new table, that role's processes go on.

-- What is delivered under a transaction id that a payment of this company came by is that payment.
CREATE FUNCTION reference_delivered() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO payment_reference (company_id, reference)
    SELECT DISTINCT company_id, reference FROM added WHERE started_by_id IS NULL AND credit_note_id IS NULL
    ORDER BY company_id, reference ON CONFLICT DO NOTHING;
  -- Whoever waits here must see what the one before has written: hence more than one statement.
  PERFORM 1 FROM payment_reference r JOIN (
      SELECT DISTINCT company_id, reference FROM added WHERE started_by_id IS NULL AND credit_note_id IS NULL) a
    USING (company_id, reference) ORDER BY r.company_id, r.reference FOR SHARE OF r;
  IF EXISTS (
    SELECT 1 FROM added a JOIN payment_reference r USING (company_id, reference)
    WHERE a.started_by_id IS NULL AND a.credit_note_id IS NULL AND r.payment_id IS NOT NULL)
  THEN RAISE EXCEPTION 'payment_reference' USING ERRCODE = 'unique_violation'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reference_delivered AFTER INSERT ON payment REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION reference_delivered();

-- The other way round: no payment comes by a charge that was delivered as money of its own.
CREATE FUNCTION reference_charged() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO payment_reference (company_id, reference) VALUES (NEW.company_id, NEW.transaction) ON CONFLICT DO NOTHING;
  PERFORM 1 FROM payment_reference WHERE company_id = NEW.company_id AND reference = NEW.transaction FOR UPDATE;
  IF EXISTS (
    SELECT 1 FROM payment WHERE company_id = NEW.company_id AND reference = NEW.transaction
      AND started_by_id IS NULL AND credit_note_id IS NULL)
  THEN RAISE EXCEPTION 'payment_reference' USING ERRCODE = 'unique_violation'; END IF;
  UPDATE payment_reference SET payment_id = NEW.id
    WHERE company_id = NEW.company_id AND reference = NEW.transaction AND payment_id IS DISTINCT FROM NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER reference_charged AFTER INSERT OR UPDATE OF transaction ON payment
  FOR EACH ROW WHEN (NEW.transaction IS NOT NULL AND NEW.started_by_id IS NOT NULL) EXECUTE FUNCTION reference_charged();

-- What has come by now; of what was counted twice before, the payment that was begun here keeps the name.
INSERT INTO payment_reference (company_id, reference, payment_id)
  SELECT company_id, transaction, id FROM payment WHERE transaction IS NOT NULL AND started_by_id IS NOT NULL;
INSERT INTO payment_reference (company_id, reference)
  SELECT DISTINCT company_id, reference FROM payment WHERE started_by_id IS NULL AND credit_note_id IS NULL
  ON CONFLICT DO NOTHING;
