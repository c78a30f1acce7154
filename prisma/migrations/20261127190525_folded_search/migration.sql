-- Text as everything is searched: the same as `fold` in lib/kernel/text.ts. The collation of ICU, since under "C" lower()
-- knows the letters of English only.
CREATE FUNCTION folded(given text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN
  translate(replace(replace(replace(replace(
    lower(regexp_replace(normalize(given, NFKD),
      '[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]',
      '', 'g') COLLATE "und-x-icu"),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
    'đðħıłŋøŧς‘’ʼ‐–—', 'ddhilnotσ''''''---') COLLATE "default";

ALTER TABLE subscription DROP COLUMN search;
ALTER TABLE subscription ADD COLUMN search TEXT NOT NULL GENERATED ALWAYS AS (folded(
  coalesce(msisdn, reference) || ' ' || coalesce(holder, '') || ' ' || coalesce(label, '') || ' ' || coalesce(iccid, ''))) STORED;
CREATE INDEX subscription_search ON subscription USING gin (company_id, search gin_trgm_ops);

-- Read whole, company by company: no index of its own.
ALTER TABLE "user" ADD COLUMN search TEXT NOT NULL GENERATED ALWAYS AS (folded(
  name || ' ' || login || ' ' || email || ' ' || mobile)) STORED;
