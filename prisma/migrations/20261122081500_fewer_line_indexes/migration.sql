-- Nearly all lines are active: the list of those walks the numbers in order, only the others need help. What
-- is not indexed need not be written at every delivery.
DROP INDEX subscription_by_status;
CREATE INDEX subscription_by_status ON subscription (company_id, status, msisdn, id) WHERE status <> 'active';
