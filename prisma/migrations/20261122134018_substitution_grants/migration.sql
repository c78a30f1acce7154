-- AlterTable
ALTER TABLE "substitution" ADD COLUMN     "grant_ids" UUID[];
UPDATE "substitution" SET "grant_ids" = '{}';
ALTER TABLE "substitution" ALTER COLUMN "grant_ids" SET NOT NULL;

-- A substitute holds what was held when they were appointed, as long as it is held; nothing that is given later.
CREATE OR REPLACE VIEW held_grant AS
  SELECT g.id, g.company_id, g.user_id, g.template, g.template_id, g.function, t.name,
    CASE WHEN g.function IS NOT NULL THEN ARRAY[g.function] ELSE t.functions END AS functions,
    g.account_id, g.centre_id, g.line_id, g.valid_from, g.valid_to, NULL::uuid AS stands_in_for
  FROM "grant" g LEFT JOIN rights_template t ON t.id = g.template_id
  WHERE g.ended_at IS NULL
  UNION ALL
  SELECT g.id, g.company_id, s.substitute_id, g.template, g.template_id, g.function, t.name,
    CASE WHEN g.function IS NOT NULL THEN ARRAY[g.function] ELSE t.functions END,
    g.account_id, g.centre_id, g.line_id, greatest(g.valid_from, s.valid_from), least(g.valid_to, s.valid_to), s.user_id
  FROM substitution s JOIN "grant" g ON g.user_id = s.user_id AND g.ended_at IS NULL AND g.id = ANY (s.grant_ids)
  LEFT JOIN rights_template t ON t.id = g.template_id
  WHERE s.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM suspension x WHERE x.user_id = s.user_id AND x.ended_at IS NULL);
