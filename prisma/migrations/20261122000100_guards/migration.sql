-- What must be unique, never both, or never touched, said by the database itself.

-- Names ---------------------------------------------------------------------------------------------
ALTER TABLE company
  ADD CONSTRAINT company_slug_form CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$'),
  ADD CONSTRAINT company_language_known CHECK (language IN ('en', 'hu', 'sr', 'ru'));
ALTER TABLE "user"
  ADD CONSTRAINT user_login_form CHECK (login ~ '^[a-z0-9]([a-z0-9._-]{0,30}[a-z0-9])?$'),
  ADD CONSTRAINT user_mobile_form CHECK (mobile ~ '^\+[1-9][0-9]{6,14}$'),
  ADD CONSTRAINT user_language_known CHECK (language IN ('en', 'hu', 'sr', 'ru'));
-- Names sort as people expect (ICU root collation), whatever the database's own locale is.
CREATE INDEX user_by_name ON "user" (company_id, name COLLATE "und-x-icu", id);

-- At most one that is open --------------------------------------------------------------------------
CREATE UNIQUE INDEX temporary_password_open ON temporary_password (user_id)
  WHERE used_at IS NULL AND revoked_at IS NULL;
CREATE UNIQUE INDEX suspension_open ON suspension (user_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX grant_open ON "grant" (user_id, template) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX company_one_operator ON company (kind) WHERE kind = 'operator';
CREATE INDEX session_open ON session (user_id) WHERE ended_at IS NULL;
CREATE INDEX message_temporary_password ON message ((payload ->> 'temporaryPasswordId'));

-- A company always keeps an active main administrator -------------------------------------------------
CREATE FUNCTION keep_a_main_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  concerned uuid;
BEGIN
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
CREATE TRIGGER keep_a_main_administrator AFTER INSERT OR UPDATE ON suspension
  FOR EACH ROW EXECUTE FUNCTION keep_a_main_administrator();
CREATE TRIGGER keep_a_main_administrator AFTER DELETE ON main_administrator
  FOR EACH ROW EXECUTE FUNCTION keep_a_main_administrator();

-- The audit: append-only, each row bound to the one before it ------------------------------------------
CREATE FUNCTION audit_framed(field text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT CASE WHEN field IS NULL THEN '-' ELSE octet_length(field) || ':' || field END $$;

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  head audit_head;
BEGIN
  INSERT INTO audit_head (company_id, seq, hash) VALUES (NEW.company_id, 0, '\x') ON CONFLICT DO NOTHING;
  SELECT * INTO head FROM audit_head WHERE company_id = NEW.company_id FOR UPDATE;
  NEW.seq := head.seq + 1;
  NEW.prev_hash := head.hash;
  NEW.hash := sha256(head.hash || convert_to(
    audit_framed(NEW.company_id::text) || audit_framed(NEW.seq::text)
    || audit_framed(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    || audit_framed(NEW.actor_kind) || audit_framed(NEW.actor_id::text) || audit_framed(NEW.actor_name)
    || audit_framed(NEW.action) || audit_framed(NEW.object_kind) || audit_framed(NEW.object_id::text)
    || audit_framed(NEW.object_name) || audit_framed(NEW.before::text) || audit_framed(NEW.after::text)
    || audit_framed(NEW.reason) || audit_framed(NEW.address) || audit_framed(NEW.request_id), 'UTF8'));
  UPDATE audit_head SET seq = NEW.seq, hash = NEW.hash WHERE company_id = NEW.company_id;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_chain BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the audit is append-only' USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_never_empty BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
