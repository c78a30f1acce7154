-- Nobody takes a company's last active main administrator, by whichever column: by who holds the office, or by who is
-- suspended, until when, and by whom. Disputed contacts close an account all the same.
CREATE OR REPLACE FUNCTION keep_a_main_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  concerned uuid;
BEGIN
  IF TG_TABLE_NAME = 'suspension' THEN
    IF NEW.by_id IS NULL THEN RETURN NULL; END IF;
    SELECT company_id INTO concerned FROM main_administrator WHERE user_id = NEW.user_id;
    IF concerned IS NULL THEN RETURN NULL; END IF;
  ELSE
    concerned := OLD.company_id;
  END IF;
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

CREATE OR REPLACE TRIGGER keep_a_main_administrator AFTER INSERT OR UPDATE OF user_id, by_id, ended_at ON suspension
  FOR EACH ROW EXECUTE FUNCTION keep_a_main_administrator();
CREATE OR REPLACE TRIGGER keep_a_main_administrator AFTER DELETE OR UPDATE OF user_id, company_id ON main_administrator
  FOR EACH ROW EXECUTE FUNCTION keep_a_main_administrator();
