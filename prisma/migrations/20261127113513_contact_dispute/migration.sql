-- AlterTable
ALTER TABLE "contact_change" ADD COLUMN     "settled_at" TIMESTAMPTZ(3),
ADD COLUMN     "settled_by_id" UUID;

-- AlterTable
ALTER TABLE "suspension" ADD COLUMN     "contact_change_id" UUID,
ALTER COLUMN "by_id" DROP NOT NULL;

-- AddForeignKey
ALTER TABLE "suspension" ADD CONSTRAINT "suspension_contact_change_id_fkey" FOREIGN KEY ("contact_change_id") REFERENCES "contact_change"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What Prisma cannot say. Somebody is suspended by a person, because their contacts are disputed, or both.
ALTER TABLE suspension ADD CONSTRAINT suspension_why CHECK (num_nonnulls(by_id, contact_change_id) > 0);
ALTER TABLE contact_change ADD CONSTRAINT contact_change_settled
  CHECK (settled_at IS NULL AND settled_by_id IS NULL OR settled_at IS NOT NULL AND stopped_at IS NOT NULL);
-- What was stopped before today was restored at once.
UPDATE contact_change SET settled_at = stopped_at WHERE stopped_at IS NOT NULL;

-- Nobody suspends the last active main administrator. Disputed contacts close their account all the same: nobody knows
-- whose it is, and the operator settles it (main-administrator:rescue).
CREATE OR REPLACE FUNCTION keep_a_main_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  concerned uuid;
BEGIN
  IF TG_TABLE_NAME = 'suspension' THEN
    IF NEW.by_id IS NULL THEN RETURN NULL; END IF;
  END IF;
  SELECT company_id INTO concerned FROM main_administrator
    WHERE user_id = CASE TG_TABLE_NAME WHEN 'suspension' THEN NEW.user_id ELSE OLD.user_id END;
  IF concerned IS NULL AND TG_TABLE_NAME = 'main_administrator' THEN concerned := OLD.company_id; END IF;
  IF concerned IS NULL THEN RETURN NULL; END IF;
  -- Two that try at once take turns; the second one sees what the first one did.
  PERFORM 1 FROM company WHERE id = concerned FOR UPDATE;
  IF NOT EXISTS (
    SELECT 1 FROM main_administrator m WHERE m.company_id = concerned
      AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.user_id = m.user_id AND s.ended_at IS NULL)
  ) THEN
    RAISE EXCEPTION 'last_main_administrator' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
