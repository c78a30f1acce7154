-- Every message of the outbox has its job, whoever writes it: the two are one row to the writer.
CREATE FUNCTION message_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM graphile_worker.add_job('tell', json_build_object('messageId', NEW.id));
  RETURN NULL;
END $$;
CREATE TRIGGER message_told AFTER INSERT ON message FOR EACH ROW EXECUTE FUNCTION message_told();
