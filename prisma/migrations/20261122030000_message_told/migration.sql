-- Every message of the outbox has its job, whoever writes it: the two are one row to the writer.
CREATE FUNCTION message_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The key is the message's own, so there is nothing to dedupe; this mode only takes the shortest way.
  PERFORM graphile_worker.add_job('tell', json_build_object('messageId', NEW.id),
    job_key := NEW.id::text, job_key_mode := 'unsafe_dedupe');
  RETURN NULL;
END $$;
CREATE TRIGGER message_told AFTER INSERT ON message FOR EACH ROW EXECUTE FUNCTION message_told();
