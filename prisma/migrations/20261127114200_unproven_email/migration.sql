-- 20261127095100 took the address of whoever had ever chosen a password for confirmed. Changes of addresses were first
-- written down as such that morning (20261127043043), so some of those were changed since and used by nobody. Taken back is
-- what rests on no proof: neither a temporary password that was sent after the last change and used, nor a code by mail.
-- What was confirmed later was confirmed by use, and stays.
WITH before AS MATERIALIZED (
  SELECT max(started_at) AS at FROM _prisma_migrations WHERE migration_name = '20261127095100_confirmed_email'),
moved AS MATERIALIZED (
  SELECT user_id, max(at) AS at FROM (
    SELECT object_id AS user_id, at FROM audit_entry
    WHERE action = 'company.user_edited' AND before ->> 'email' IS DISTINCT FROM after ->> 'email'
    UNION ALL
    SELECT user_id, at FROM contact_change WHERE old_email <> new_email) c
  WHERE at < (SELECT at FROM before) GROUP BY user_id),
proven AS MATERIALIZED (
  SELECT user_id, max(at) AS at FROM (
    SELECT user_id, created_at AS at FROM temporary_password WHERE used_at IS NOT NULL
    UNION ALL
    SELECT object_id, at FROM audit_entry
    WHERE action IN ('identity.signed_in', 'identity.password_reset') AND after -> 'factors' ? 'mail') p
  WHERE at < (SELECT at FROM before) GROUP BY user_id)
DELETE FROM confirmed_email f
WHERE f.at < (SELECT at FROM before) AND NOT EXISTS (
  SELECT 1 FROM proven p LEFT JOIN moved m ON m.user_id = p.user_id
  WHERE p.user_id = f.user_id AND (m.at IS NULL OR p.at >= m.at));
