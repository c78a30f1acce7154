-- What is tidied is looked for among what is open, of all companies at once, and not among all that was ever asked for.
CREATE INDEX approval_request_open ON approval_request (id) WHERE state = 'open';
