-- AlterEnum
ALTER TYPE "bill_sum_by" ADD VALUE 'roaming';

-- AlterTable
ALTER TABLE "cost_sum" ADD COLUMN     "was" BIGINT NOT NULL DEFAULT 0;

-- What moved most is told for the whole company and month: a line on two bills is one.
DROP INDEX bill_sum_movers, bill_line_roaming;
CREATE INDEX cost_sum_movers ON cost_sum (company_id, month, abs(net - was) DESC, key) WHERE by = 'line';

-- Searching folds what is typed as lib/kernel/text.ts does: without marks, in lower case.
ALTER TABLE subscription DROP COLUMN search;
ALTER TABLE subscription ADD COLUMN search TEXT NOT NULL GENERATED ALWAYS AS (
  lower(regexp_replace(normalize(
    coalesce(msisdn, reference) || ' ' || coalesce(holder, '') || ' ' || coalesce(label, '') || ' ' || coalesce(iccid, ''),
    NFKD), '[\u0300-\u036f]', '', 'g'))) STORED;
CREATE INDEX subscription_search ON subscription USING gin (company_id, search gin_trgm_ops);

DROP INDEX bill_newest;
CREATE INDEX bill_newest ON bill (company_id, issued_on DESC, number DESC);
-- The same goes to the same address once.
CREATE UNIQUE INDEX schedule_once ON schedule (company_id, report, lower(email), every);
