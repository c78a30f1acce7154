-- A mobile line may be known by the operator's reference only, as lines of machines are.
ALTER TABLE subscription DROP CONSTRAINT subscription_mobile_number;
