-- Usage has no foreign key to its line (docs/decisions/044): what is written is compared with the lines all the same, once a
-- statement and not once an event, also where a statement says the company itself or finds the event there already.
CREATE FUNCTION usage_is_its_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong record;
BEGIN
  SELECT w.subscription_id, w.at, w.reference INTO wrong FROM written w LEFT JOIN public.subscription s ON s.id = w.subscription_id
    WHERE s.company_id IS DISTINCT FROM w.company_id LIMIT 1;
  IF FOUND THEN
    RAISE foreign_key_violation USING MESSAGE = 'usage of a line that its company does not have',
      DETAIL = format('Key (subscription_id, at, reference)=%s.', wrong), TABLE = 'usage_record';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER usage_is_its_lines AFTER INSERT ON usage_record
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION usage_is_its_lines();
CREATE TRIGGER usage_stays_its_lines AFTER UPDATE ON usage_record
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION usage_is_its_lines();
