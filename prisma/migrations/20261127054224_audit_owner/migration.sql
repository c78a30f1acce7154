-- The chain is kept by whoever owns the audit, on behalf of a role that may only append to it. The path is fixed, so
-- that nothing of the caller's is taken for what is meant.
ALTER FUNCTION audit_chain() SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION audit_refuse() SET search_path = pg_catalog, public, pg_temp;
REVOKE ALL ON FUNCTION audit_chain() FROM PUBLIC;

-- Only the owner of an index may tidy it; a delivery does it in the end, as the role that owns nothing.
CREATE FUNCTION tidy_line_search() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
  $$ SELECT gin_clean_pending_list('public.subscription_search'::regclass) $$;
