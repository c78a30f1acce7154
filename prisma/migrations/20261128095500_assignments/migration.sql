-- For what a member of the operator's staff reaches one customer, and until when: without one, no customer is there for them.
CREATE TABLE assignment (
  id uuid PRIMARY KEY,
  company_id uuid NOT NULL REFERENCES company (id) ON DELETE RESTRICT,
  -- Of the operator's company, which may live in another database than the customer.
  staff_id uuid NOT NULL,
  functions text[] NOT NULL CHECK (functions <> '{}'),
  ground text NOT NULL CHECK (ground IN ('declaration', 'offer', 'case', 'support')),
  reference text NOT NULL CHECK (reference <> ''),
  valid_from timestamptz(3) NOT NULL,
  valid_to timestamptz(3) NOT NULL CHECK (valid_to > valid_from AND valid_to <= valid_from + interval '720 hours'),
  ended_at timestamptz(3),
  by_id uuid NOT NULL
);
CREATE UNIQUE INDEX assignment_company_id_id_key ON assignment (company_id, id);
CREATE INDEX assignment_staff_id_valid_to_idx ON assignment (staff_id, valid_to);
