-- Answers that list problems, of which only the newest of a key keep them: found without reading the others.
CREATE INDEX intake_delivery_listing ON intake_delivery (sender_id, ended_at, id) WHERE answer -> 'problems' <> '[]'::jsonb;
