-- Who had a number before whoever has it now: usage and bill lines that come late are of them (lib/subscriptions/held-at.ts).
CREATE INDEX subscription_ended ON subscription (ident, created_at) WHERE status = 'terminated';
