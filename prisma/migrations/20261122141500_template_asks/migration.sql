-- AlterTable
ALTER TABLE "rights_template" ADD COLUMN     "asks" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- A template asks a second person only for what it holds.
ALTER TABLE "rights_template" ADD CONSTRAINT rights_template_asks CHECK (asks <@ functions);

CREATE OR REPLACE VIEW held_grant AS
  SELECT g.id, g.company_id, g.user_id, g.template, g.template_id, g.function, t.name,
    CASE WHEN g.function IS NOT NULL THEN ARRAY[g.function] ELSE t.functions END AS functions,
    g.account_id, g.centre_id, g.line_id, g.valid_from, g.valid_to, NULL::uuid AS stands_in_for,
    t.asks
  FROM "grant" g LEFT JOIN rights_template t ON t.id = g.template_id
  WHERE g.ended_at IS NULL
  UNION ALL
  SELECT g.id, g.company_id, s.substitute_id, g.template, g.template_id, g.function, t.name,
    CASE WHEN g.function IS NOT NULL THEN ARRAY[g.function] ELSE t.functions END,
    g.account_id, g.centre_id, g.line_id, greatest(g.valid_from, s.valid_from), least(g.valid_to, s.valid_to), s.user_id,
    t.asks
  FROM substitution s JOIN "grant" g ON g.user_id = s.user_id AND g.ended_at IS NULL AND g.id = ANY (s.grant_ids)
  LEFT JOIN rights_template t ON t.id = g.template_id
  WHERE s.ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM suspension x WHERE x.user_id = s.user_id AND x.ended_at IS NULL);
