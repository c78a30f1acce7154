-- Nobody holds more than 4,000 rights themselves (lib/grants/bounds.ts, MOST_HELD): the law reads all of them on every
-- request. Whoever writes grants of a company takes turns on its row, so that two changes at once cannot pass it.
CREATE FUNCTION guard_most_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM company WHERE id IN (SELECT company_id FROM news) ORDER BY id FOR NO KEY UPDATE;
  PERFORM 1 FROM "grant" g WHERE g.user_id IN (SELECT DISTINCT user_id FROM news) AND g.ended_at IS NULL
    GROUP BY g.user_id HAVING count(*) > 4000 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'grant_most_held' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER most_held AFTER INSERT ON "grant" REFERENCING NEW TABLE AS news
  FOR EACH STATEMENT EXECUTE FUNCTION guard_most_held();
