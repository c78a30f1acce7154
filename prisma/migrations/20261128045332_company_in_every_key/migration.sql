-- Online migration. Ways in, rights and messages say in every row whose they are, too, and no key lets one company's row name
-- another one's (docs/decisions/044). Paragraphs are transactions of their own; a start that was stopped begins again here.

-- Whose a row is, for whoever does not say: also a process of the version before.
CREATE OR REPLACE FUNCTION company_of_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT company_id INTO NEW.company_id FROM public."user" WHERE id = NEW.user_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION company_of_user_or_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.user_id IS NOT NULL
    THEN SELECT company_id INTO NEW.company_id FROM public."user" WHERE id = NEW.user_id;
    ELSE SELECT company_id INTO NEW.company_id FROM public.subscription WHERE id = NEW.subscription_id;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION company_of_rights_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT company_id INTO NEW.company_id FROM public.rights_change WHERE id = NEW.change_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION company_of_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT company_id INTO NEW.company_id FROM public.access_review WHERE id = NEW.review_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION company_of_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT company_id INTO NEW.company_id FROM public.message WHERE id = NEW.message_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION company_of_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT company_id INTO NEW.company_id FROM public.delivery WHERE id = NEW.delivery_id;
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

-- Who is left to manage the company is asked where somebody is suspended, not where the company is filled in.
CREATE OR REPLACE TRIGGER keep_a_main_administrator AFTER INSERT OR UPDATE OF user_id, by_id, ended_at ON suspension
  FOR EACH ROW EXECUTE FUNCTION keep_a_main_administrator();

-- The column, filled from the row that it belongs to, whoever writes.
ALTER TABLE "suspension" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "suspension"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user();

ALTER TABLE "ceiling_change" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "ceiling_change"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_rights_change();

ALTER TABLE "right_use" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "right_use"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user();

ALTER TABLE "access_review_item" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "access_review_item"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_review();

ALTER TABLE "credential" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "credential"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user();

ALTER TABLE "temporary_password" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "temporary_password"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user();

ALTER TABLE "device_cookie" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "device_cookie"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user_or_line();

ALTER TABLE "session" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "session"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user_or_line();

ALTER TABLE "confirmed_mobile" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "confirmed_mobile"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user();

ALTER TABLE "confirmed_email" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "confirmed_email"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user();

ALTER TABLE "second_factor" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "second_factor"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user();

ALTER TABLE "backup_codes" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "backup_codes"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_user();

ALTER TABLE "delivery" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "delivery"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_message();

ALTER TABLE "delivery_attempt" ADD COLUMN IF NOT EXISTS "company_id" UUID;
CREATE OR REPLACE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON "delivery_attempt"
  FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_delivery();

-- What is there already: a slice a transaction.
CALL fill_company_id('"suspension"');

CALL fill_company_id('"ceiling_change"');

CALL fill_company_id('"right_use"');

CALL fill_company_id('"access_review_item"');

CALL fill_company_id('"credential"');

CALL fill_company_id('"temporary_password"');

CALL fill_company_id('"device_cookie"');

CALL fill_company_id('"session"');

CALL fill_company_id('"confirmed_mobile"');

CALL fill_company_id('"confirmed_email"');

CALL fill_company_id('"second_factor"');

CALL fill_company_id('"backup_codes"');

CALL fill_company_id('"delivery"', may_be_nobodys => true);

CALL fill_company_id('"delivery_attempt"', may_be_nobodys => true);

-- Proven before it is said, so that nothing is scanned under a lock. The proof goes by a statement of its own: in the same one
-- PostgreSQL drops it first, and then scans.
ALTER TABLE "suspension" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "suspension" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "suspension" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "suspension" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "ceiling_change" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "ceiling_change" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "ceiling_change" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "ceiling_change" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "right_use" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "right_use" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "right_use" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "right_use" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "access_review_item" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "access_review_item" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "access_review_item" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "access_review_item" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "credential" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "credential" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "credential" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "credential" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "temporary_password" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "temporary_password" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "temporary_password" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "temporary_password" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "device_cookie" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "device_cookie" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "device_cookie" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "device_cookie" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "session" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "session" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "session" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "session" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "confirmed_mobile" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "confirmed_mobile" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "confirmed_mobile" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "confirmed_mobile" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "confirmed_email" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "confirmed_email" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "confirmed_email" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "confirmed_email" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "second_factor" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "second_factor" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "second_factor" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "second_factor" DROP CONSTRAINT IF EXISTS company_id_known;

ALTER TABLE "backup_codes" DROP CONSTRAINT IF EXISTS company_id_known,
  ADD CONSTRAINT company_id_known CHECK (company_id IS NOT NULL) NOT VALID;

ALTER TABLE "backup_codes" VALIDATE CONSTRAINT company_id_known;

ALTER TABLE "backup_codes" ALTER COLUMN "company_id" SET NOT NULL;

ALTER TABLE "backup_codes" DROP CONSTRAINT IF EXISTS company_id_known;

-- Keys that begin with the company.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "approval_request_company_id_id_key" ON "approval_request"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "contact_change_company_id_id_key" ON "contact_change"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "suspension_company_id_id_key" ON "suspension"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "grant_company_id_id_key" ON "grant"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "rights_change_company_id_id_key" ON "rights_change"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "rights_change_company_id_undoes_id_key" ON "rights_change"("company_id", "undoes_id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "ceiling_change_company_id_id_key" ON "ceiling_change"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "rights_draft_company_id_id_key" ON "rights_draft"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "substitution_company_id_id_key" ON "substitution"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "number_ceiling_company_id_id_key" ON "number_ceiling"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "right_use_company_id_user_id_function_key" ON "right_use"("company_id", "user_id", "function");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "access_review_company_id_id_key" ON "access_review"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "access_review_item_company_id_review_id_grant_id_key" ON "access_review_item"("company_id", "review_id", "grant_id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "credential_company_id_user_id_key" ON "credential"("company_id", "user_id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "temporary_password_company_id_id_key" ON "temporary_password"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "challenge_company_id_id_key" ON "challenge"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "code_send_company_id_id_key" ON "code_send"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "device_cookie_company_id_id_key" ON "device_cookie"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "session_company_id_id_key" ON "session"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "confirmed_mobile_company_id_user_id_msisdn_key" ON "confirmed_mobile"("company_id", "user_id", "msisdn");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "confirmed_email_company_id_user_id_email_key" ON "confirmed_email"("company_id", "user_id", "email");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "second_factor_company_id_id_key" ON "second_factor"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "backup_codes_company_id_user_id_key" ON "backup_codes"("company_id", "user_id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "message_company_id_id_key" ON "message"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "delivery_company_id_id_key" ON "delivery"("company_id", "id");

CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "delivery_attempt_company_id_id_key" ON "delivery_attempt"("company_id", "id");

-- References hold the company, and are proven before those without it go.
ALTER TABLE "suspension" DROP CONSTRAINT IF EXISTS "suspension_company_id_user_id_fkey",
  ADD CONSTRAINT "suspension_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "suspension" VALIDATE CONSTRAINT "suspension_company_id_user_id_fkey";

ALTER TABLE "suspension" DROP CONSTRAINT IF EXISTS "suspension_company_id_contact_change_id_fkey",
  ADD CONSTRAINT "suspension_company_id_contact_change_id_fkey" FOREIGN KEY ("company_id", "contact_change_id") REFERENCES "contact_change"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "suspension" VALIDATE CONSTRAINT "suspension_company_id_contact_change_id_fkey";

ALTER TABLE "suspension" DROP CONSTRAINT IF EXISTS "suspension_user_id_fkey",
  DROP CONSTRAINT IF EXISTS "suspension_contact_change_id_fkey";

ALTER TABLE "grant" DROP CONSTRAINT IF EXISTS "grant_company_id_change_id_fkey",
  ADD CONSTRAINT "grant_company_id_change_id_fkey" FOREIGN KEY ("company_id", "change_id") REFERENCES "rights_change"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "grant" VALIDATE CONSTRAINT "grant_company_id_change_id_fkey";

ALTER TABLE "grant" DROP CONSTRAINT IF EXISTS "grant_company_id_ended_change_id_fkey",
  ADD CONSTRAINT "grant_company_id_ended_change_id_fkey" FOREIGN KEY ("company_id", "ended_change_id") REFERENCES "rights_change"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "grant" VALIDATE CONSTRAINT "grant_company_id_ended_change_id_fkey";

ALTER TABLE "grant" DROP CONSTRAINT IF EXISTS "grant_change_id_fkey",
  DROP CONSTRAINT IF EXISTS "grant_ended_change_id_fkey";

ALTER TABLE "rights_change" DROP CONSTRAINT IF EXISTS "rights_change_company_id_undoes_id_fkey",
  ADD CONSTRAINT "rights_change_company_id_undoes_id_fkey" FOREIGN KEY ("company_id", "undoes_id") REFERENCES "rights_change"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "rights_change" VALIDATE CONSTRAINT "rights_change_company_id_undoes_id_fkey";

ALTER TABLE "rights_change" DROP CONSTRAINT IF EXISTS "rights_change_undoes_id_fkey";

ALTER TABLE "ceiling_change" DROP CONSTRAINT IF EXISTS "ceiling_change_company_id_change_id_fkey",
  ADD CONSTRAINT "ceiling_change_company_id_change_id_fkey" FOREIGN KEY ("company_id", "change_id") REFERENCES "rights_change"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "ceiling_change" VALIDATE CONSTRAINT "ceiling_change_company_id_change_id_fkey";

ALTER TABLE "ceiling_change" DROP CONSTRAINT IF EXISTS "ceiling_change_change_id_fkey";

ALTER TABLE "right_use" DROP CONSTRAINT IF EXISTS "right_use_company_id_user_id_fkey",
  ADD CONSTRAINT "right_use_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "right_use" VALIDATE CONSTRAINT "right_use_company_id_user_id_fkey";

ALTER TABLE "right_use" DROP CONSTRAINT IF EXISTS "right_use_user_id_fkey";

ALTER TABLE "access_review_item" DROP CONSTRAINT IF EXISTS "access_review_item_company_id_review_id_fkey",
  ADD CONSTRAINT "access_review_item_company_id_review_id_fkey" FOREIGN KEY ("company_id", "review_id") REFERENCES "access_review"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "access_review_item" VALIDATE CONSTRAINT "access_review_item_company_id_review_id_fkey";

ALTER TABLE "access_review_item" DROP CONSTRAINT IF EXISTS "access_review_item_review_id_fkey";

ALTER TABLE "credential" DROP CONSTRAINT IF EXISTS "credential_company_id_user_id_fkey",
  ADD CONSTRAINT "credential_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "credential" VALIDATE CONSTRAINT "credential_company_id_user_id_fkey";

ALTER TABLE "credential" DROP CONSTRAINT IF EXISTS "credential_user_id_fkey";

ALTER TABLE "temporary_password" DROP CONSTRAINT IF EXISTS "temporary_password_company_id_user_id_fkey",
  ADD CONSTRAINT "temporary_password_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "temporary_password" VALIDATE CONSTRAINT "temporary_password_company_id_user_id_fkey";

ALTER TABLE "temporary_password" DROP CONSTRAINT IF EXISTS "temporary_password_user_id_fkey";

ALTER TABLE "code_send" DROP CONSTRAINT IF EXISTS "code_send_company_id_challenge_id_fkey",
  ADD CONSTRAINT "code_send_company_id_challenge_id_fkey" FOREIGN KEY ("company_id", "challenge_id") REFERENCES "challenge"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "code_send" VALIDATE CONSTRAINT "code_send_company_id_challenge_id_fkey";

ALTER TABLE "code_send" DROP CONSTRAINT IF EXISTS "code_send_challenge_id_fkey";

ALTER TABLE "device_cookie" DROP CONSTRAINT IF EXISTS "device_cookie_company_id_user_id_fkey",
  ADD CONSTRAINT "device_cookie_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "device_cookie" VALIDATE CONSTRAINT "device_cookie_company_id_user_id_fkey";

ALTER TABLE "device_cookie" DROP CONSTRAINT IF EXISTS "device_cookie_company_id_subscription_id_fkey",
  ADD CONSTRAINT "device_cookie_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "device_cookie" VALIDATE CONSTRAINT "device_cookie_company_id_subscription_id_fkey";

ALTER TABLE "device_cookie" DROP CONSTRAINT IF EXISTS "device_cookie_user_id_fkey",
  DROP CONSTRAINT IF EXISTS "device_cookie_subscription_id_fkey";

ALTER TABLE "session" DROP CONSTRAINT IF EXISTS "session_company_id_user_id_fkey",
  ADD CONSTRAINT "session_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "session" VALIDATE CONSTRAINT "session_company_id_user_id_fkey";

ALTER TABLE "session" DROP CONSTRAINT IF EXISTS "session_company_id_subscription_id_fkey",
  ADD CONSTRAINT "session_company_id_subscription_id_fkey" FOREIGN KEY ("company_id", "subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "session" VALIDATE CONSTRAINT "session_company_id_subscription_id_fkey";

ALTER TABLE "session" DROP CONSTRAINT IF EXISTS "session_company_id_viewing_user_id_fkey",
  ADD CONSTRAINT "session_company_id_viewing_user_id_fkey" FOREIGN KEY ("company_id", "viewing_user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "session" VALIDATE CONSTRAINT "session_company_id_viewing_user_id_fkey";

ALTER TABLE "session" DROP CONSTRAINT IF EXISTS "session_company_id_viewing_subscription_id_fkey",
  ADD CONSTRAINT "session_company_id_viewing_subscription_id_fkey" FOREIGN KEY ("company_id", "viewing_subscription_id") REFERENCES "subscription"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "session" VALIDATE CONSTRAINT "session_company_id_viewing_subscription_id_fkey";

ALTER TABLE "session" DROP CONSTRAINT IF EXISTS "session_user_id_fkey",
  DROP CONSTRAINT IF EXISTS "session_subscription_id_fkey";

ALTER TABLE "confirmed_mobile" DROP CONSTRAINT IF EXISTS "confirmed_mobile_company_id_user_id_fkey",
  ADD CONSTRAINT "confirmed_mobile_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "confirmed_mobile" VALIDATE CONSTRAINT "confirmed_mobile_company_id_user_id_fkey";

ALTER TABLE "confirmed_mobile" DROP CONSTRAINT IF EXISTS "confirmed_mobile_user_id_fkey";

ALTER TABLE "confirmed_email" DROP CONSTRAINT IF EXISTS "confirmed_email_company_id_user_id_fkey",
  ADD CONSTRAINT "confirmed_email_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "confirmed_email" VALIDATE CONSTRAINT "confirmed_email_company_id_user_id_fkey";

ALTER TABLE "confirmed_email" DROP CONSTRAINT IF EXISTS "confirmed_email_user_id_fkey";

ALTER TABLE "second_factor" DROP CONSTRAINT IF EXISTS "second_factor_company_id_user_id_fkey",
  ADD CONSTRAINT "second_factor_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "second_factor" VALIDATE CONSTRAINT "second_factor_company_id_user_id_fkey";

ALTER TABLE "second_factor" DROP CONSTRAINT IF EXISTS "second_factor_user_id_fkey";

ALTER TABLE "backup_codes" DROP CONSTRAINT IF EXISTS "backup_codes_company_id_user_id_fkey",
  ADD CONSTRAINT "backup_codes_company_id_user_id_fkey" FOREIGN KEY ("company_id", "user_id") REFERENCES "user"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "backup_codes" VALIDATE CONSTRAINT "backup_codes_company_id_user_id_fkey";

ALTER TABLE "backup_codes" DROP CONSTRAINT IF EXISTS "backup_codes_user_id_fkey";

ALTER TABLE "delivery" DROP CONSTRAINT IF EXISTS "delivery_company_id_message_id_fkey",
  ADD CONSTRAINT "delivery_company_id_message_id_fkey" FOREIGN KEY ("company_id", "message_id") REFERENCES "message"("company_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE NOT VALID;

ALTER TABLE "delivery" VALIDATE CONSTRAINT "delivery_company_id_message_id_fkey";

ALTER TABLE "delivery" DROP CONSTRAINT IF EXISTS "delivery_company_id_merged_into_fkey",
  ADD CONSTRAINT "delivery_company_id_merged_into_fkey" FOREIGN KEY ("company_id", "merged_into") REFERENCES "message"("company_id", "id") ON DELETE SET NULL ("merged_into") ON UPDATE CASCADE NOT VALID;

ALTER TABLE "delivery" VALIDATE CONSTRAINT "delivery_company_id_merged_into_fkey";

ALTER TABLE "delivery_attempt" DROP CONSTRAINT IF EXISTS "delivery_attempt_company_id_delivery_id_fkey",
  ADD CONSTRAINT "delivery_attempt_company_id_delivery_id_fkey" FOREIGN KEY ("company_id", "delivery_id") REFERENCES "delivery"("company_id", "id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

ALTER TABLE "delivery_attempt" VALIDATE CONSTRAINT "delivery_attempt_company_id_delivery_id_fkey";

DROP PROCEDURE IF EXISTS fill_company_id(regclass, boolean);
