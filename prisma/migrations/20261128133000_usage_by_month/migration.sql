-- Online migration. Usage is kept by month, so that an old month is dropped and not deleted (docs/decisions/052): the table of now
-- becomes the first part of one in parts. Paragraphs are transactions of their own; a start that was stopped begins again here.

-- The parts of a table, each with what it holds: from `since` (null: from the beginning) and before `until`.
CREATE OR REPLACE FUNCTION months_of(kept text) RETURNS TABLE (name text, since timestamptz, until timestamptz)
  LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp SET datestyle = 'ISO' AS $$
  SELECT c.relname::text, (regexp_match(bounds, 'FROM \(''([^'']+)''\)'))[1]::timestamptz, (regexp_match(bounds, 'TO \(''([^'']+)''\)'))[1]::timestamptz
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid CROSS JOIN LATERAL pg_get_expr(c.relpartbound, c.oid) AS bounds
  WHERE i.inhparent = to_regclass(format('public.%I', kept))
$$;

-- Makes the months of a table that are missing up to the one with `needed` in it, by the clocks of `zone`. The portal's role owns no
-- table, so it asks for them here. Resolves with how many it has made.
CREATE OR REPLACE FUNCTION make_months(kept text, needed timestamptz, zone text) RETURNS int
  LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp SET datestyle = 'ISO' AS $$
DECLARE
  made int := 0;
  last timestamptz;
  next timestamptz;
  part text;
BEGIN
  IF kept <> 'usage_record' THEN RAISE EXCEPTION 'months of % are not made here', kept; END IF;
  IF needed < (SELECT max(until) FROM public.months_of(kept)) THEN RETURN 0; END IF;
  PERFORM pg_advisory_xact_lock(7240010);
  LOOP
    -- Whoever was first has made some meanwhile.
    SELECT max(until) INTO STRICT last FROM public.months_of(kept);
    EXIT WHEN needed < last;
    -- A clock that is years ahead makes no tables by the hundred.
    IF made = 120 THEN RAISE EXCEPTION '% is too far ahead of what there is', needed; END IF;
    next := (date_trunc('month', last AT TIME ZONE zone) + interval '1 month') AT TIME ZONE zone;
    part := format('%s_%s', kept, to_char(last AT TIME ZONE zone, 'YYYY_MM'));
    IF to_regclass(format('public.%I', part)) IS NOT NULL THEN part := format('%s_%s', part, extract(epoch FROM last)::bigint); END IF;
    -- Attached, and not made as a part at once: that would keep everybody from the table meanwhile.
    EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL)', part, kept);
    EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)', kept, part, last, next);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;

-- Drops the oldest part of a table where all of it is from before `before`; by the database's own clock two months are kept whatever is
-- asked. Resolves with what it was called, or null.
CREATE OR REPLACE FUNCTION drop_month(kept text, before timestamptz) RETURNS text
  LANGUAGE plpgsql STRICT SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  part text;
BEGIN
  IF kept <> 'usage_record' THEN RAISE EXCEPTION 'months of % are not dropped here', kept; END IF;
  PERFORM pg_advisory_xact_lock(7240010);
  SELECT name INTO part FROM (SELECT * FROM public.months_of(kept) ORDER BY until LIMIT 1) oldest
    WHERE until <= least(before, now() - interval '2 months');
  IF part IS NULL THEN RETURN NULL; END IF;
  EXECUTE format('ALTER TABLE public.%I DETACH PARTITION public.%I', kept, part);
  EXECUTE format('DROP TABLE public.%I', part);
  RETURN part;
END $$;

-- What the planner knows of a table in parts is not gathered by autovacuum, which looks at each part alone.
CREATE OR REPLACE FUNCTION analyze_months(kept text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF kept <> 'usage_record' THEN RAISE EXCEPTION '% is not kept by month', kept; END IF;
  EXECUTE format('ANALYZE public.%I', kept);
END $$;

-- Nobody but the portal's role, which is granted them with all functions.
REVOKE ALL ON FUNCTION make_months(text, timestamptz, text), drop_month(text, timestamptz), analyze_months(text) FROM PUBLIC;

-- What is there is from before the month after next, and so is what comes meanwhile.
DO $$ BEGIN
  IF (SELECT relkind FROM pg_class WHERE oid = 'public.usage_record'::regclass) = 'p' THEN RETURN; END IF;
  EXECUTE (SELECT format('ALTER TABLE usage_record DROP CONSTRAINT IF EXISTS usage_until, ADD CONSTRAINT usage_until CHECK (at < %L) NOT VALID',
      (date_trunc('month', greatest(now(), max(at)) AT TIME ZONE 'UTC') + interval '2 months') AT TIME ZONE 'UTC') FROM usage_record);
END $$;

-- Proven beside everything else, so that nobody waits for a scan when it becomes a part.
DO $$ BEGIN
  IF (SELECT relkind FROM pg_class WHERE oid = 'public.usage_record'::regclass) = 'p' THEN RETURN; END IF;
  ALTER TABLE usage_record VALIDATE CONSTRAINT usage_until;
END $$;

-- One after the other the table gets another name, one in parts takes its place with its keys, triggers and privileges, and it becomes
-- the first part of that: milliseconds, in which statements wait. Afterwards they find the new one, also those that were prepared.
DO $$
DECLARE
  until timestamptz;
  allowed record;
BEGIN
  IF (SELECT relkind FROM pg_class WHERE oid = 'public.usage_record'::regclass) = 'p' THEN RETURN; END IF;
  LOCK TABLE usage_record IN ACCESS EXCLUSIVE MODE;
  SELECT (regexp_match(pg_get_constraintdef(oid), '''([^'']+)'''))[1] INTO STRICT until FROM pg_constraint
    WHERE conrelid = 'public.usage_record'::regclass AND conname = 'usage_until' AND convalidated;
  ALTER TABLE usage_record RENAME TO usage_record_first;
  ALTER INDEX usage_record_pkey RENAME TO usage_record_first_pkey;
  ALTER INDEX "usage_record_company_id_subscription_id_at_reference_key" RENAME TO "usage_record_first_company_id_subscription_id_at_reference_key";
  DROP TRIGGER fill_company_id ON usage_record_first;
  DROP TRIGGER usage_is_its_lines ON usage_record_first;
  DROP TRIGGER usage_stays_its_lines ON usage_record_first;
  CREATE TABLE usage_record (LIKE usage_record_first INCLUDING DEFAULTS INCLUDING STORAGE INCLUDING COMMENTS) PARTITION BY RANGE (at);
  ALTER TABLE usage_record ADD CONSTRAINT usage_record_pkey PRIMARY KEY (subscription_id, at, reference),
    ADD CONSTRAINT usage_amounts CHECK (quantity >= 0 AND net >= 0);
  CREATE UNIQUE INDEX "usage_record_company_id_subscription_id_at_reference_key" ON usage_record (company_id, subscription_id, at, reference);
  EXECUTE format('ALTER TABLE usage_record ATTACH PARTITION usage_record_first FOR VALUES FROM (MINVALUE) TO (%L)', until);
  ALTER TABLE usage_record_first DROP CONSTRAINT usage_until;
  CREATE TRIGGER fill_company_id BEFORE INSERT OR UPDATE ON usage_record
    FOR EACH ROW WHEN (NEW.company_id IS NULL) EXECUTE FUNCTION company_of_line();
  CREATE TRIGGER usage_is_its_lines AFTER INSERT ON usage_record
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION usage_is_its_lines();
  CREATE TRIGGER usage_stays_its_lines AFTER UPDATE ON usage_record
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION usage_is_its_lines();
  -- Whoever worked with the table goes on at once; nobody writes a part past the triggers of the whole.
  FOR allowed IN
    SELECT a.privilege_type AS what, CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS who
    FROM pg_class c CROSS JOIN aclexplode(c.relacl) a WHERE c.oid = 'public.usage_record_first'::regclass AND a.grantee <> c.relowner
  LOOP
    EXECUTE format('GRANT %s ON usage_record TO %s', allowed.what, allowed.who);
    EXECUTE format('REVOKE %s ON usage_record_first FROM %s', allowed.what, allowed.who);
  END LOOP;
END $$;

ANALYZE usage_record;
